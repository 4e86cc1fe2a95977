import { inNamespace, metricDefinitions } from './definitions.ts'
import type { InstrumentContext } from './instrument.ts'
import { addReadFamilies } from './read-families.ts'

/** What is known of each check: the components of a detailed health status. */
export type ObservedHealth = () => Readonly<Record<string, CheckedComponent>>

export interface CheckedComponent {
  readonly status: 'ok' | 'degraded' | 'unhealthy'
  /** Of the last run. */
  readonly latency_ms?: number
}

const numbers = { ok: 1, degraded: 0.5, unhealthy: 0 } as const

/** Reads the health of components at each scrape, stale or not, as the health endpoint does. */
export function createHealthMetrics(
  context: InstrumentContext,
  namespace: string,
): (health: ObservedHealth) => void {
  const observed: ObservedHealth[] = []
  const status = inNamespace(metricDefinitions.healthStatus, namespace)
  const duration = inNamespace(metricDefinitions.healthDuration, namespace)
  addReadFamilies(context, { status, duration }, (set) => {
    for (const components of observed) {
      for (const [check, component] of Object.entries(components())) {
        set('status', numbers[component.status], { check })
        const { latency_ms } = component
        if (latency_ms !== undefined) set('duration', latency_ms / 1000, { check })
      }
    }
  })
  return (health) => {
    observed.push(health)
  }
}
