import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { HealthCheck } from '../health-check.ts'

export interface EventLoopCheckOptions {
  /** Degraded when one in a hundred delays was longer, in milliseconds. Default: 100. */
  readonly slow?: number
  /** Unhealthy when it was longer than this. Default: 1,000. */
  readonly stuck?: number
}

/** How long work waits before the event loop takes it, since the last check. */
export function eventLoopCheck({
  slow = 100,
  stuck = 1_000,
}: EventLoopCheckOptions = {}): HealthCheck {
  const resolution = 20
  const histogram = monitorEventLoopDelay({ resolution })
  histogram.enable()
  return {
    name: 'event_loop',
    criticality: 'degrading',
    run() {
      const delay = Math.max(0, histogram.percentile(99) / 1e6 - resolution)
      histogram.reset()
      const message = `p99 delay ${delay.toFixed(1)} ms`
      if (delay > stuck) return { status: 'unhealthy', message }
      return { status: delay > slow ? 'degraded' : 'ok', message }
    },
  }
}
