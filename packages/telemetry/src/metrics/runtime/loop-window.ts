import { monitorEventLoopDelay, performance } from 'node:perf_hooks'

export interface LoopFigures extends LoopDelays {
  /** A share of 1. */
  readonly utilization: number
}

/** In seconds. */
export interface LoopDelays {
  readonly p50: number
  readonly p90: number
  readonly p99: number
  readonly max: number
}

/** Two windows are looked at, so what is told covers 30 to 60 seconds. */
const windowLength = 30_000

/** Of the timer whose lateness is the delay. A finer one wakes an idle process more often. */
const resolution = 20

/** A window with fewer delays says little of its percentiles; two seconds. */
const fewDelays = 100

/**
 * Watches the event loop in windows of its own, not from one scrape to the next: with two scrapers
 * each would take away what the other has not seen. Node records how long the timer took, its
 * resolution included; that is taken off.
 */
export class LoopWindow {
  readonly #delays = monitorEventLoopDelay({ resolution })
  readonly #timer = setInterval(() => this.#turn(), windowLength).unref()
  /** The delays of the window before. */
  #before: LoopDelays = noDelays
  /** When the windows began: the one before, and the one that runs. */
  #began = [performance.eventLoopUtilization(), performance.eventLoopUtilization()] as const

  constructor() {
    this.#delays.enable()
  }

  /** Of the window before and the one that runs: the worse delays, the utilisation over both. */
  figures(): LoopFigures {
    const before = this.#before
    const now = this.#current()
    const { utilization } = performance.eventLoopUtilization(this.#began[0])
    const max = Math.max(before.max, now.max)
    if (before !== noDelays && this.#delays.count < fewDelays) {
      return { ...before, max, utilization }
    }
    return {
      p50: Math.max(before.p50, now.p50),
      p90: Math.max(before.p90, now.p90),
      p99: Math.max(before.p99, now.p99),
      max,
      utilization,
    }
  }

  close(): void {
    clearInterval(this.#timer)
    this.#delays.disable()
  }

  #turn(): void {
    this.#before = this.#current()
    this.#began = [this.#began[1], performance.eventLoopUtilization()]
    this.#delays.reset()
  }

  #current(): LoopDelays {
    const delays = this.#delays
    if (delays.count === 0) return noDelays
    const seconds = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - resolution / 1e3)
    return {
      p50: seconds(delays.percentile(50)),
      p90: seconds(delays.percentile(90)),
      p99: seconds(delays.percentile(99)),
      max: seconds(delays.max),
    }
  }
}

const noDelays: LoopDelays = { p50: 0, p90: 0, p99: 0, max: 0 }
