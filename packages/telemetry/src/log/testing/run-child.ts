import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { on, once } from 'node:events'
import { closeSync, constants, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { parseLines } from './memory-sink.ts'

/** What the standard output of a child is. */
export type OutputKind = 'pipe' | 'socket' | 'terminal' | 'file'

export interface Child extends AsyncDisposable {
  readonly pid: number
  send(message: string): void
  /** The next message from it. */
  message(): Promise<Record<string, unknown>>
  /** Whoever reads its output stands still, goes on, or dies. */
  readonly reader: { stop(): void; resume(): void; kill(): void }
  /** Settles when some of its output was read. */
  readonly spoke: Promise<void>
  /** Settles when the process has ended, whether its output was read or not. */
  readonly exit: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  /** Its lines, when the output has ended. */
  lines(): Promise<Record<string, unknown>[]>
}

/** Runs `chatty-child.ts`, its output read as a container's is: by a process of its own. */
export function runChild(kind: OutputKind, ...args: string[]): Child {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-log-'))
  const output = openOutput(kind, folder)
  const [file = '', ...rest] = commandOf(kind, args)
  const child = spawn(file, rest, { stdio: ['ignore', output.stdout, 'ignore', 'ipc'] })
  if (typeof output.stdout === 'number') closeSync(output.stdout)
  const { spoke, text } = output.read(child)
  const messages = on(child, 'message', { close: ['exit'] })
  const exit = once(child, 'exit').then(([code, signal]) => ({ code, signal })) as Child['exit']
  return {
    pid: child.pid ?? 0,
    send: (message) => child.send(message),
    async message() {
      const { value } = (await messages.next()) as { value?: [Record<string, unknown>] }
      if (value === undefined) throw new Error('The child ended without a message')
      return value[0]
    },
    reader: output.reader,
    spoke,
    exit,
    async lines() {
      await exit
      return parseLines((await text()).replaceAll('\r\n', '\n'))
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      output.reader.kill()
      await exit
      rmSync(folder, { recursive: true })
    },
  }
}

interface ChildOutput {
  readonly stdout: number | 'pipe'
  readonly reader: Child['reader']
  /** What was read so far, and the events of reading. */
  read(child: ChildProcess): Gathered
}

interface Gathered {
  readonly spoke: Promise<void>
  readonly text: () => Promise<string>
}

function openOutput(kind: OutputKind, folder: string): ChildOutput {
  if (kind === 'socket') return toSocket()
  return kind === 'file' ? toFile(join(folder, 'log')) : toPipe(join(folder, 'pipe'))
}

function toPipe(path: string): ChildOutput {
  spawnSync('mkfifo', [path])
  const readEnd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const stdout = openSync(path, constants.O_WRONLY)
  const cat = spawn('cat', { stdio: [readEnd, 'pipe', 'ignore'] })
  closeSync(readEnd)
  return {
    stdout,
    reader: {
      stop: () => cat.kill('SIGSTOP'),
      resume: () => cat.kill('SIGCONT'),
      kill: () => cat.kill('SIGKILL'),
    },
    read: () => gather(stdoutOf(cat)),
  }
}

function toSocket(): ChildOutput {
  let socket: Readable | undefined
  return {
    stdout: 'pipe',
    reader: {
      stop: () => socket?.pause(),
      resume: () => socket?.resume(),
      kill: () => socket?.destroy(),
    },
    read(child) {
      socket = stdoutOf(child)
      return gather(socket)
    },
  }
}

function toFile(path: string): ChildOutput {
  return {
    stdout: openSync(path, 'w'),
    reader: { stop() {}, resume() {}, kill() {} },
    read: () => ({ spoke: Promise.resolve(), text: async () => readFileSync(path, 'utf8') }),
  }
}

function stdoutOf({ stdout }: ChildProcess): Readable {
  if (stdout === null) throw new Error('The output of the child goes elsewhere')
  return stdout
}

function gather(stream: Readable): Gathered {
  const chunks: Buffer[] = []
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  const spoke = once(stream, 'data').then(() => {})
  const closed = new Promise((resolve) => stream.once('close', resolve))
  return { spoke, text: () => closed.then(() => Buffer.concat(chunks).toString()) }
}

function commandOf(kind: OutputKind, args: readonly string[]): string[] {
  const command = [process.execPath, join(import.meta.dirname, 'chatty-child.ts'), ...args]
  // util-linux: runs a command on a terminal of its own, and copies what it prints.
  return kind === 'terminal' ? ['script', '-qefc', command.join(' '), '/dev/null'] : command
}
