import { monitorEventLoopDelay, performance } from 'node:perf_hooks'

/** Seconds, but for the utilisation, which is a share of 1. */
export interface LoopFigures {
  readonly p50: number
  readonly p90: number
  readonly p99: number
  readonly max: number
  readonly utilization: number
}

/** Two windows are looked at, so what is told covers 30 to 60 seconds. */
const windowLength = 30_000

/** Of the timer whose lateness is the delay. A finer one wakes an idle process more often. */
const resolution = 20

/**
 * Watches the event loop in windows of its own, not from one scrape to the next: with two scrapers
 * each would take away what the other has not seen. Node records how long the timer took, its
 * resolution included; that is taken off.
 */
export class LoopWindow {
  readonly #delays = monitorEventLoopDelay({ resolution })
  readonly #timer = setInterval(() => this.#turn(), windowLength).unref()
  #before: LoopFigures = { p50: 0, p90: 0, p99: 0, max: 0, utilization: 0 }
  #began = performance.eventLoopUtilization()

  constructor() {
    this.#delays.enable()
  }

  /** The worse of the window before and the one that runs. */
  figures(): LoopFigures {
    const before = this.#before
    const now = this.#current()
    return {
      p50: Math.max(before.p50, now.p50),
      p90: Math.max(before.p90, now.p90),
      p99: Math.max(before.p99, now.p99),
      max: Math.max(before.max, now.max),
      utilization: Math.max(before.utilization, now.utilization),
    }
  }

  close(): void {
    clearInterval(this.#timer)
    this.#delays.disable()
  }

  #turn(): void {
    this.#before = this.#current()
    this.#delays.reset()
    this.#began = performance.eventLoopUtilization()
  }

  #current(): LoopFigures {
    const delays = this.#delays
    const { utilization } = performance.eventLoopUtilization(this.#began)
    if (delays.count === 0) return { p50: 0, p90: 0, p99: 0, max: 0, utilization }
    const seconds = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - resolution / 1e3)
    return {
      p50: seconds(delays.percentile(50)),
      p90: seconds(delays.percentile(90)),
      p99: seconds(delays.percentile(99)),
      max: seconds(delays.max),
      utilization,
    }
  }
}
