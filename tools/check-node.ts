// node tools/check-node.ts <test files or globs>: run tests on the oldest Node that `engines`
// admits and on the newest major. The npm package `node` brings the binaries; they are kept in
// node_modules/.cache. A tree that needs Node 24 (say, the `using` syntax) fails here.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const versions = ['22.18.0', '26.10.0']

const root = join(import.meta.dirname, '..')
const globs = process.argv.slice(2)
if (globs.length === 0) {
  console.error('usage: node tools/check-node.ts <test files or globs>')
  process.exit(2)
}

const failed: string[] = []
for (const version of versions) {
  const bin = install(version)
  console.log(`\nNode ${version}`)
  const { status } = spawnSync(join(bin, 'node'), ['--test', '--test-reporter=spec', ...globs], {
    cwd: root,
    stdio: 'inherit',
    // First on the path, so that the `node` which a test starts is this one.
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}` },
  })
  if (status !== 0) failed.push(version)
}
if (failed.length > 0) {
  console.error(`\nfailed on Node ${failed.join(', ')}`)
  process.exit(1)
}

/** The folder that holds the `node` of this version, filled on first use. */
function install(version: string): string {
  const folder = join(root, 'node_modules', '.cache', `node-${version}`)
  const bin = join(folder, 'node_modules', '.bin')
  if (runs(version, bin)) return bin
  console.log(`installing Node ${version}`)
  mkdirSync(folder, { recursive: true })
  const manifest = { private: true, dependencies: { node: version }, allowScripts: { node: true } }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  const flags = ['--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error']
  spawnSync('npm', ['install', '--prefix', folder, ...flags], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (!runs(version, bin)) throw new Error(`Node ${version} could not be installed in ${folder}`)
  return bin
}

function runs(version: string, bin: string): boolean {
  const node = join(bin, 'node')
  if (!existsSync(node)) return false
  return spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim() === `v${version}`
}
