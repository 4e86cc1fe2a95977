import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import type { Logger } from '../logger.ts'
import type { StdoutSink } from '../stdout-sink.ts'

export interface FloodReport {
  readonly [name: string]: unknown
  /** Lines that were logged. */
  readonly logged: number
  readonly dropped: number
  /** The longest gap of the event loop in each window, in milliseconds. */
  readonly gaps: readonly number[]
  readonly mostPending: number
  /** Growth of the resident memory, in bytes. */
  readonly grown: number
}

/** Logs 20 lines every millisecond or so, and watches what that does to the event loop. */
export async function floodLog(
  logger: Logger,
  sink: StdoutSink,
  { windows, duration }: { windows: number; duration: number },
): Promise<FloodReport> {
  const start = process.memoryUsage.rss()
  const gaps: number[] = []
  let logged = 0
  let mostPending = 0
  const timer = setInterval(() => {
    for (let i = 0; i < 20; i++) logger.info('line', { n: logged++, text: 'x'.repeat(250) })
    mostPending = Math.max(mostPending, sink.pendingBytes)
  }, 1)
  for (let window = 0; window < windows; window++) {
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    await setTimeout(duration)
    // A gap is seen when the next sample is taken.
    await setTimeout(10)
    delay.disable()
    gaps.push(Math.round(delay.max / 1e6))
  }
  clearInterval(timer)
  return {
    logged,
    dropped: sink.dropped,
    gaps,
    mostPending,
    grown: process.memoryUsage.rss() - start,
  }
}
