import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { DataFolder } from './data-folder.ts'

/** A program of PostgreSQL that runs, with the lines that it writes. */
export interface ServerCommand {
  readonly child: ChildProcess
  /** The last lines, oldest first, for an error to show. */
  readonly lastLines: readonly string[]
  /** Settles when the process is gone and its last line was read; says how it ended. */
  readonly ended: Promise<string>
}

const keptLines = 20

/**
 * Runs a program as the folder's account, in a session of its own: a Ctrl-C in the terminal goes
 * to the service, which still needs its database while it drains. Nothing of this process's
 * environment (`PGPORT`, `PGOPTIONS`, `LC_ALL`, …) reaches it.
 */
export function runServerCommand(
  program: string,
  args: readonly string[],
  folder: DataFolder,
  onLine: (line: string) => void,
): ServerCommand {
  const { account, descriptor } = folder
  const child = spawn(program, args, {
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', descriptor],
    ...(account && { uid: account.uid, gid: account.gid }),
  })
  const lastLines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue
    createInterface({ input: stream }).on('line', (line) => {
      if (line.trim() === '') return
      lastLines.push(line)
      if (lastLines.length > keptLines) lastLines.shift()
      onLine(line)
    })
  }
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(explainSpawn(error)))
    child.once('close', (code, signal) =>
      resolve(signal ? `ended by ${signal}` : `ended with code ${code}`),
    )
  })
  return { child, lastLines, ended }
}

function explainSpawn(error: NodeJS.ErrnoException): string {
  // The file is there; its loader is not.
  if (error.code === 'ENOENT') {
    return `${error.message}; these programs need glibc, which Alpine Linux does not have`
  }
  return error.message
}
