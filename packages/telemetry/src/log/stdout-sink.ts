import { Backlog, type Progress } from './backlog.ts'
import type { LogSink } from './log-sink.ts'
import { type Output, openOutput } from './output.ts'

/** Times are milliseconds. */
export interface StdoutSinkOptions {
  /** 2 for standard error; 1 if left out. */
  readonly fd?: 1 | 2
  /** What is kept for a reader that is behind; 8 MiB. Lines beyond that are dropped. */
  readonly maxBytes?: number
  /** For how long `flush()` waits for the reader; 2,000. */
  readonly flushTimeout?: number
  /** For how long the exit of the process waits for a reader that takes nothing; 500. */
  readonly exitStallTimeout?: number
  /** For how long it waits for one that takes lines, but slowly; 2,000. */
  readonly exitTimeout?: number
}

export interface StdoutSink extends LogSink, AsyncDisposable {
  /** Lines that were dropped since the start. */
  readonly dropped: number
  /** What is kept for the reader now. */
  readonly pendingBytes: number
  /** `true` when everything is written, `false` when the reader did not take it in time. */
  flush(): Promise<boolean>
  /** Flushes and lets the output go. Lines that come later are dropped. */
  close(): Promise<void>
}

/**
 * Writes lines to standard output: bounded, and lossy when nobody reads. The event loop never waits
 * for the reader. A line is written at the latest 10 ms after it came, unless the loop was busy,
 * and all are when the process exits. SIGKILL, or any signal that nobody handles, takes the
 * lines that wait with it.
 */
export function createStdoutSink(options: StdoutSinkOptions = {}): StdoutSink {
  return new BoundedSink(openOutput(options.fd ?? 1), options)
}

/** Characters of lines that are encoded and written together. */
const batchLength = 16_384
/** What is written in one turn of the event loop, in bytes: less than a millisecond of it. */
const turnBytes = 262_144
/** How long a line waits for others: well below 10 ms, as timers are late rather than early. */
const gatherDelay = 5
/** When a reader that is behind is asked again: soon, then twice as late each time. */
const firstRetry = 1
const lastRetry = 10
/** And an output that failed: without a reader (EPIPE), or without space (ENOSPC). */
const failedRetry = 1_000

class BoundedSink implements StdoutSink {
  readonly #output: Output
  readonly #options: StdoutSinkOptions
  readonly #maxBytes: number
  readonly #backlog = new Backlog()
  /** Lines that are not yet bytes. */
  #open = ''
  #timer: NodeJS.Timeout | undefined
  #retry = firstRetry
  #draining = false
  #dropped = 0
  /** Dropped lines that no report tells of yet. Until one does, further lines are dropped too. */
  #unreported = 0
  #report: ((lines: number) => void) | undefined
  #whenEmpty: (() => void)[] = []
  #exitDeadline: number | undefined
  #closing: Promise<void> | undefined
  #closed = false

  constructor(output: Output, options: StdoutSinkOptions) {
    this.#output = output
    this.#options = options
    this.#maxBytes = options.maxBytes ?? 8 * 1024 * 1024
    process.on('exit', this.#drainAtExit)
  }

  get dropped(): number {
    return this.#dropped
  }

  get pendingBytes(): number {
    return this.#backlog.bytes + this.#open.length
  }

  onDropped(report: (lines: number) => void): void {
    this.#report ??= report
  }

  write(line: string): void {
    if (this.#closed || this.#unreported > 0 || !this.#hasRoomFor(line)) {
      this.#dropped++
      this.#unreported++
      return
    }
    this.#open += line
    if (this.#draining) return // It is the report of dropped lines, which goes with the rest.
    if (this.#exitDeadline !== undefined) this.#drainAtExit()
    else if (this.#open.length >= batchLength) this.#drain()
    else if (this.#timer === undefined) this.#drainIn(gatherDelay)
  }

  flush(): Promise<boolean> {
    const state = this.#drain()
    if (state === 'empty' || state === 'failed') return Promise.resolve(state === 'empty')
    return new Promise((resolve) => {
      // It keeps the process, which may have nothing else left to do.
      const timeout = setTimeout(resolve, this.#options.flushTimeout ?? 2_000, false)
      this.#whenEmpty.push(() => {
        clearTimeout(timeout)
        resolve(true)
      })
    })
  }

  close(): Promise<void> {
    this.#closing ??= this.flush().then(() => {
      this.#closed = true
      clearTimeout(this.#timer)
      process.off('exit', this.#drainAtExit)
      this.#output.close()
    })
    return this.#closing
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #hasRoomFor(line: string): boolean {
    return this.pendingBytes + line.length <= this.#maxBytes
  }

  #drainIn(delay: number): void {
    this.#timer = setTimeout(() => this.#drain(), delay).unref()
  }

  /** Writes what the output takes now, and sees to the rest. */
  #drain(): Progress {
    if (this.#draining) return 'more'
    this.#draining = true
    clearTimeout(this.#timer)
    this.#timer = undefined
    const before = this.#backlog.taken
    const state = this.#drainNow()
    if (this.#backlog.taken > before) this.#retry = firstRetry
    if (state === 'empty') for (const tell of this.#whenEmpty.splice(0)) tell()
    if (state === 'more') this.#drainIn(firstRetry)
    if (state === 'failed') this.#drainIn(failedRetry)
    if (state === 'behind') {
      this.#drainIn(this.#retry)
      this.#retry = Math.min(this.#retry * 2, lastRetry)
    }
    this.#draining = false
    return state
  }

  #drainNow(): Progress {
    let state: Progress
    do {
      if (this.#backlog.bytes === 0 || this.#open.length >= batchLength) {
        this.#backlog.push(this.#open)
        this.#open = ''
      }
      state = this.#backlog.writeTo(this.#output, turnBytes)
      this.#reportDropped()
    } while (state === 'empty' && this.#open !== '')
    return state
  }

  /** Once there is room for more than a line or two, or drops and reports would take turns. */
  #reportDropped(): void {
    if (this.#unreported === 0 || this.pendingBytes > this.#maxBytes / 2) return
    const lines = this.#unreported
    this.#unreported = 0
    this.#report?.(lines)
  }

  readonly #drainAtExit = (): void => {
    const { exitStallTimeout = 500, exitTimeout = 2_000 } = this.#options
    this.#exitDeadline ??= performance.now() + exitTimeout
    let taken = -1
    let stallDeadline = 0
    for (let state = this.#drain(); state !== 'empty'; state = this.#drain()) {
      const now = performance.now()
      if (this.#backlog.taken > taken) stallDeadline = now + exitStallTimeout
      taken = this.#backlog.taken
      if (state === 'failed' || now >= Math.min(stallDeadline, this.#exitDeadline)) {
        this.#closed = true
        return
      }
      if (state === 'behind') Atomics.wait(never, 0, 0, firstRetry)
    }
  }
}

/** To wait for without the event loop, which does not turn any more when the process exits. */
const never = new Int32Array(new SharedArrayBuffer(4))
