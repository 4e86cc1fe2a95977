import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Socket } from 'node:net'
import { join } from 'node:path'
import type { DataFolder } from './data-folder.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import { type ServerCommand, runServerCommand } from './server-command.ts'
import { PostgresSetupError } from './setup-error.ts'

/** A PostgreSQL server that runs as a child of this process. */
export interface Postmaster {
  readonly pid: number
  /** Settles when the server is gone, wanted or not; says how it ended. */
  readonly ended: Promise<string>
  /** Ends it: sessions are cut and the data written; harder after each deadline. */
  stop(): Promise<void>
}

export interface PostmasterOptions {
  readonly binaries: PostgresBinaries
  readonly folder: DataFolder
  readonly settings: Readonly<Record<string, string | number>>
  readonly log: (line: string) => void
  /** Milliseconds until it must accept connections. */
  readonly startTimeout: number
  readonly signal: AbortSignal | undefined
}

/** How a server is ended: the signal, and how many milliseconds it has until the next one. */
export const stopSteps = [
  ['SIGINT', 10_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
] as const

/** Starts the server and waits until it says that it accepts connections. */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  const { binaries, folder, settings, log, signal } = options
  signal?.throwIfAborted()
  const args = ['-D', folder.serverPath('cluster')]
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`)
  const ready = Promise.withResolvers<void>()
  const program = join(binaries.folder, 'bin', 'postgres')
  const command = runServerCommand(program, args, folder, (line) => {
    log(line)
    if (line.includes('database system is ready to accept connections')) ready.resolve()
  })
  const { pid } = command.child
  const exited = once(command.child, 'exit')
  exited.catch(() => {})
  const fail = (reason: string) =>
    new PostgresSetupError('EMBEDDED_START_FAILED', {
      path: folder.path,
      reason,
      log: command.lastLines.join('\n'),
    })
  void command.ended.then((reason) => ready.reject(fail(reason)))
  if (pid === undefined) {
    await ready.promise
    throw fail('it has no process')
  }
  const stop = () => stopChild(command, exited)
  const late = setTimeout(
    () => ready.reject(fail(`it was not ready after ${options.startTimeout} ms`)),
    options.startTimeout,
  )
  const abort = () => ready.reject(signal?.reason)
  signal?.addEventListener('abort', abort, { once: true })
  try {
    await ready.promise
  } catch (error) {
    await stop()
    throw error
  } finally {
    clearTimeout(late)
    signal?.removeEventListener('abort', abort)
  }
  const endWatch = stopWithParent(pid, folder)
  exited.then(endWatch, endWatch)
  return { pid, ended: command.ended, stop }
}

async function stopChild({ child }: ServerCommand, exited: Promise<unknown>): Promise<void> {
  for (const [signal, patience] of stopSteps) {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    const { promise, resolve } = Promise.withResolvers<void>()
    const deadline = setTimeout(resolve, patience)
    await Promise.race([exited, promise])
    clearTimeout(deadline)
  }
}

/**
 * Lets the server end when this process does, however that happens: a shell waits for the end of
 * a pipe that the system closes with this process, then asks for a fast shutdown.
 */
function stopWithParent(pid: number, { account }: DataFolder): () => void {
  const watch = spawn('/bin/sh', ['-c', 'read -r _ <&3; kill -INT "$1"', 'sh', String(pid)], {
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    ...(account && { uid: account.uid, gid: account.gid }),
  })
  // Without it, the next start still finds and ends a server that was left behind.
  watch.once('error', () => {})
  watch.unref()
  const pipe = watch.stdio[3]
  pipe?.on('error', () => {})
  if (pipe instanceof Socket) pipe.unref()
  return () => void watch.kill('SIGKILL')
}
