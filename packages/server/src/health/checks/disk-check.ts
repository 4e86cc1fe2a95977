import { statfs } from 'node:fs/promises'
import type { HealthCheck } from '../health-check.ts'

export interface DiskCheckOptions {
  readonly name?: string
  readonly path?: string
  /** Degraded below this share of free space. Default: 0.1. */
  readonly low?: number
  /** Unhealthy below this share. Default: 0.02. */
  readonly full?: number
}

/** Whether there is space left where the service writes. */
export function diskCheck(options: DiskCheckOptions = {}): HealthCheck {
  const { name = 'disk', path = '.', low = 0.1, full = 0.02 } = options
  return {
    name,
    criticality: 'degrading',
    interval: 60_000,
    async run() {
      const { bavail, blocks } = await statfs(path)
      const free = blocks === 0 ? 1 : bavail / blocks
      const message = `${(free * 100).toFixed(1)} % free`
      if (free < full) return { status: 'unhealthy', message }
      return { status: free < low ? 'degraded' : 'ok', message }
    },
  }
}
