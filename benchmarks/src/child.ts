import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { BenchError } from './bench-error.ts'
import { pinCommand } from './cores.ts'

/** A child process that answers each message with one message. */
export interface Child extends AsyncDisposable {
  readonly stdout: Readable
  /** Sends a message and waits for the answer, at most the given milliseconds. */
  ask(message: object, deadline: number): Promise<unknown>
  /** Waits for a promise, but not longer than the process lives or the deadline allows. */
  until<Value>(value: Promise<Value>, deadline: number): Promise<Value>
  /** Asks it to stop, and after two seconds makes it. */
  close(): Promise<void>
}

export interface ChildOptions {
  /** What to call it in messages. */
  readonly name: string
  /** Path of its TypeScript file. */
  readonly file: string
  readonly core: number | undefined
  /** Folder of Node's compile cache. */
  readonly compileCache: string
  readonly signal: AbortSignal
}

/** Starts a process of this Node, in production mode, with none of our settings; stderr is ours. */
export function startChild({ name, file, core, compileCache, signal }: ChildOptions): Child {
  const [command, ...args] = pinCommand([process.execPath, file], core)
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...pickEnvironment(), NODE_ENV: 'production', NODE_COMPILE_CACHE: compileCache },
  })
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const gone = exited.then((): never => {
    throw new BenchError(`${name} ended before it was told to (exit code ${child.exitCode}).`)
  })
  gone.catch(() => {})

  async function until<Value>(value: Promise<Value>, deadline: number): Promise<Value> {
    const timeout = AbortSignal.timeout(deadline)
    const stop = AbortSignal.any([signal, timeout])
    stop.throwIfAborted()
    const { promise: stopped, reject } = Promise.withResolvers<never>()
    const onAbort = () =>
      reject(
        timeout.aborted
          ? new BenchError(`${name} did not answer within ${deadline / 1000} s.`)
          : signal.reason,
      )
    stop.addEventListener('abort', onAbort, { once: true })
    try {
      return await Promise.race([value, gone, stopped])
    } finally {
      stop.removeEventListener('abort', onAbort)
    }
  }

  async function ask(message: object, deadline: number): Promise<unknown> {
    const answered = once(child, 'message')
    child.send(message)
    const [answer] = await until(answered, deadline)
    return answer
  }

  async function close(): Promise<void> {
    const isRunning = child.exitCode === null && child.signalCode === null
    if (isRunning && child.connected) child.send({ command: 'stop' })
    const timer = setTimeout(() => child.kill('SIGKILL'), 2000)
    await exited
    clearTimeout(timer)
  }

  return { stdout: child.stdout as Readable, ask, until, close, [Symbol.asyncDispose]: close }
}

/** Variables a process cannot do without. Others, like NODE_OPTIONS, would change what it does. */
function pickEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env
  return { PATH, HOME, TMPDIR }
}
