#!/usr/bin/env node
// Plain JavaScript that old versions read too: it has to run where the rest cannot, to say why.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major > 22 || (major === 22 && minor >= 18)) {
  void import('../src/index.ts').then(({ runCli }) => runCli(process.argv.slice(2)))
} else {
  console.error(
    `seaworthy needs Node.js 22.18 or newer, but this is ${process.versions.node}. ` +
      'Install a newer one (https://nodejs.org) or switch to it, then run the command again.',
  )
  process.exitCode = 1
}
