import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import type { Logger } from '../logger.ts'
import type { StdoutSink } from '../stdout-sink.ts'

export interface FloodReport {
  /** Lines that were logged. */
  readonly logged: number
  readonly dropped: number
  readonly mostPending: number
  /** Growth of the resident memory, in bytes. */
  readonly grown: number
  /** The longest gap of the event loop in each of five windows, in milliseconds. */
  readonly gaps: readonly number[]
  /** The same less the time for which other processes had the core, as Linux counts it. */
  readonly ownGaps: readonly number[]
}

/** Logs 20 lines every millisecond or so, and watches what that does to the event loop. */
export async function floodLog(
  logger: Logger,
  sink: StdoutSink,
  seconds: number,
): Promise<FloodReport> {
  const startMemory = process.memoryUsage.rss()
  const gaps: number[] = []
  const ownGaps: number[] = []
  let logged = 0
  let mostPending = 0
  let ownGap = 0
  let last = { time: performance.now(), waited: waitedForCore() }
  const timer = setInterval(() => {
    const now = { time: performance.now(), waited: waitedForCore() }
    ownGap = Math.max(ownGap, now.time - last.time - (now.waited - last.waited))
    last = now
    for (let i = 0; i < 20; i++) logger.info('line', { n: logged++, text: 'x'.repeat(250) })
    mostPending = Math.max(mostPending, sink.pendingBytes)
  }, 1)
  for (let window = 0; window < 5; window++) {
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    await setTimeout(seconds * 200)
    // A gap is seen when it is over.
    await setTimeout(10)
    delay.disable()
    gaps.push(Math.round(delay.max / 1e6))
    ownGaps.push(Math.round(ownGap))
    ownGap = 0
  }
  clearInterval(timer)
  const grown = process.memoryUsage.rss() - startMemory
  return { logged, dropped: sink.dropped, mostPending, grown, gaps, ownGaps }
}

function waitedForCore(): number {
  if (process.platform !== 'linux') return 0
  const [, nanoseconds] = readFileSync('/proc/self/schedstat', 'utf8').split(' ')
  return Number(nanoseconds) / 1e6
}
