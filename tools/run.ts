// node tools/run.ts <tool> [arguments]: run a tool of this folder from the repository's root,
// installing the folder first when it never was or its package.json has changed since.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const folder = import.meta.dirname
const manifest = join(folder, 'package.json')
const installed = join(folder, 'node_modules', '.installed.json')
const bin = join(folder, 'node_modules', '.bin')

const [tool, ...args] = process.argv.slice(2)
if (tool === undefined) {
  console.error('usage: node tools/run.ts <tool> [arguments]')
  process.exit(2)
}
if (!existsSync(installed) || !readFileSync(installed).equals(readFileSync(manifest))) {
  console.error('tools: installing')
  run('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error'])
  copyFileSync(manifest, installed)
}
run(join(bin, tool), args)

function run(command: string, args: string[]): void {
  const { status, error } = spawnSync(command, args, {
    cwd: join(folder, '..'),
    stdio: 'inherit',
    // oxlint looks for its type-aware half, tsgolint, on the path.
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH']}` },
    // On Windows npm and the bins are .cmd files, which only a shell starts.
    shell: process.platform === 'win32',
  })
  if (error) throw error
  if (status !== 0) process.exit(status ?? 1)
}
