import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

export interface CliResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

const bin = join(import.meta.dirname, '../bin/seaworthy.js')
export const fixtures = join(import.meta.dirname, 'fixtures')

/** Runs the command in a process of its own, in the folder of the fixtures. */
export async function seaworthy(
  args: readonly string[],
  nodeOptions: readonly string[] = [],
): Promise<CliResult> {
  // Node 22 warns of running TypeScript, which a published command does not do.
  const quiet = '--disable-warning=ExperimentalWarning'
  const child = spawn(process.execPath, [quiet, ...nodeOptions, bin, ...args], {
    cwd: fixtures,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: '0' },
  })
  const exit = once(child, 'close')
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  await exit
  return { code: child.exitCode, stdout, stderr }
}
