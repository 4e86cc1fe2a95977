import { closeSync, constants, fstatSync, openSync, writeSync } from 'node:fs'
import { isatty } from 'node:tty'

/** Standard output or standard error, written to without waiting for whoever reads it. */
export interface Output {
  /** A write of no more than this many bytes is taken whole or not at all. */
  readonly atomic: number
  /** How many bytes were taken: none while the reader is behind. */
  write(bytes: Buffer, start: number, end: number): number | 'failed'
  close(): void
}

/**
 * A write to a pipe or terminal that is full waits, and the event loop with it, unless the open
 * file is non-blocking. Open files are shared: whoever inherits the output of this process clears
 * the flag (`spawn` does). So, first choice first:
 *
 * - A pipe or terminal is opened anew, for us alone, and non-blocking.
 * - Where that cannot be (a socket, as under systemd; a pipe that belongs to another user; not on
 *   Linux) the shared one is made non-blocking, again and again.
 * - A file has no reader to wait for. On Windows this waits, as Node itself does.
 */
export function openOutput(fd: 1 | 2): Output {
  const kind = fstatSync(fd)
  const atomic = kind.isFIFO() ? pipeBuffer : Number.POSITIVE_INFINITY
  const own = kind.isFIFO() || isatty(fd) ? openAnew(fd) : undefined
  if (own !== undefined) return outputTo(own, atomic, { close: () => closeSync(own) })
  const isShared = process.platform !== 'win32' && (kind.isFIFO() || kind.isSocket())
  return outputTo(fd, atomic, isShared ? { unblock: unblockerOf(fd) } : {})
}

/** PIPE_BUF: 4,096 on Linux, at least 512 elsewhere (POSIX). */
const pipeBuffer = process.platform === 'linux' ? 4096 : 512

function outputTo(
  fd: number,
  atomic: number,
  { unblock, close }: { unblock?: () => void; close?: () => void },
): Output {
  return {
    atomic,
    write(bytes, start, end) {
      unblock?.()
      try {
        return writeSync(fd, bytes, start, end - start)
      } catch (error) {
        return error instanceof Error && 'code' in error && error.code === 'EAGAIN' ? 0 : 'failed'
      }
    },
    close: () => close?.(),
  }
}

function openAnew(fd: number): number | undefined {
  if (process.platform !== 'linux') return undefined
  const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants
  try {
    return openSync(`/proc/self/fd/${fd}`, O_WRONLY | O_NONBLOCK | O_NOCTTY)
  } catch {
    return undefined // EACCES, or no /proc.
  }
}

/** Node has no public way to set the flag; the handle of its own stream does it, in 1 µs. */
function unblockerOf(fd: 1 | 2): () => void {
  const stream: NodeJS.WriteStream & { _handle?: { setBlocking?(blocking: boolean): number } } =
    fd === 1 ? process.stdout : process.stderr
  return () => stream._handle?.setBlocking?.(false)
}
