import type { HrTime } from '@opentelemetry/api'

/** Milliseconds: since some fixed moment and never back, and since 1970. */
export interface ClockSource {
  monotonic(): number
  wall(): number
}

const processClock: ClockSource = {
  monotonic: () => performance.now(),
  wall: () => Date.now(),
}

const checkEvery = 60_000
/** Less is what the wall clock is rounded to, and would only shift spans against each other. */
const tolerated = 5

/** Times of spans: measured by the clock that never goes back, told by the one on the wall. */
export class SpanClock {
  readonly #source: ClockSource
  #offset: number
  #nextCheck: number

  constructor(source = processClock) {
    this.#source = source
    const now = source.monotonic()
    this.#offset = source.wall() - now
    this.#nextCheck = now + checkEvery
  }

  /** For times that are kept: on the scale of `performance.now()`. */
  now(): number {
    return this.#source.monotonic()
  }

  toHrTime(time: number): HrTime {
    this.#follow()
    return toHrTime(this.#offset + time)
  }

  /** The wall clock is set, and drifts: after a while it is looked at again. */
  #follow(): void {
    const now = this.#source.monotonic()
    if (now < this.#nextCheck) return
    this.#nextCheck = now + checkEvery
    const offset = this.#source.wall() - now
    if (Math.abs(offset - this.#offset) > tolerated) this.#offset = offset
  }
}

/** Of milliseconds since 1970: seconds and nanoseconds. */
export function toHrTime(milliseconds: number): HrTime {
  const seconds = Math.floor(milliseconds / 1000)
  const nanoseconds = Math.floor((milliseconds - seconds * 1000) * 1e6)
  return [seconds, Math.min(nanoseconds, 999_999_999)]
}
