import { getHeapStatistics } from 'node:v8'
import type { HealthCheck } from '../health-check.ts'

export interface MemoryCheckOptions {
  /** Degraded above this share of the heap limit. Default: 0.85. */
  readonly high?: number
  /** Unhealthy above this share. Default: 0.95. */
  readonly full?: number
}

/** How near the heap is to the limit at which V8 gives up. */
export function memoryCheck({ high = 0.85, full = 0.95 }: MemoryCheckOptions = {}): HealthCheck {
  return {
    name: 'memory',
    criticality: 'degrading',
    run() {
      const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics()
      const share = used / limit
      const message = `${Math.round(used / 1_048_576)} of ${Math.round(limit / 1_048_576)} MiB heap`
      if (share > full) return { status: 'unhealthy', message }
      return { status: share > high ? 'degraded' : 'ok', message }
    },
  }
}
