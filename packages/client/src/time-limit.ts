/** Timers count in 32 bits: what is longer never ends, instead of at once. */
const longestTimer = 2 ** 31 - 1

/**
 * How long a call may take, and whoever may end it before. One signal for both; `over` tells which
 * it was. Whoever makes one clears it.
 */
export class TimeLimit {
  readonly milliseconds: number
  readonly signal: AbortSignal
  readonly #timeout = new Error('The time of the call is over')
  readonly #timer: ReturnType<typeof setTimeout> | undefined

  constructor(milliseconds: number, signal: AbortSignal | undefined) {
    const controller = new AbortController()
    this.milliseconds = milliseconds
    this.signal = signal ? AbortSignal.any([signal, controller.signal]) : controller.signal
    if (milliseconds > longestTimer || this.signal.aborted) return
    this.#timer = setTimeout(() => controller.abort(this.#timeout), milliseconds)
  }

  get over(): 'timeout' | 'aborted' | undefined {
    if (!this.signal.aborted) return undefined
    return this.signal.reason === this.#timeout ? 'timeout' : 'aborted'
  }

  clear(): void {
    clearTimeout(this.#timer)
  }

  /** The same promise, but not longer than the call: a `fetch` may not heed its signal. */
  async race<Value>(promise: Promise<Value>): Promise<Value> {
    const { signal } = this
    let onAbort: (() => void) | undefined
    const aborted = new Promise<never>((_, reject) => {
      onAbort = () => reject(new Error('The call was ended', { cause: signal.reason }))
      if (signal.aborted) onAbort()
      else signal.addEventListener('abort', onAbort, { once: true })
    })
    try {
      return await Promise.race([promise, aborted])
    } finally {
      if (onAbort !== undefined) signal.removeEventListener('abort', onAbort)
    }
  }
}
