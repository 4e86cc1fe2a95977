import { inNamespace, metricDefinitions } from '../definitions.ts'
import { metricsError } from '../errors.ts'
import type { InstrumentContext } from '../instrument.ts'
import { addReadFamilies } from '../read-families.ts'

/** A pool as it is now. */
export interface PoolStats {
  /** Connections it may open. */
  readonly max: number
  readonly open: number
  readonly idle: number
  readonly inUse: number
  /** Callers that wait for a connection now. */
  readonly waiting: number
  /** Callers that had to wait, since the start. */
  readonly waitCount: number
  /** How long they waited together, since the start. */
  readonly waitSeconds: number
}

export interface ObservedPool {
  /** The label `pool`; a service with one pool needs none. */
  readonly name?: string
  readonly stats: () => PoolStats
}

/** The metrics that show each number: the guide has two of them under two names. */
const shownBy = {
  poolMax: 'max',
  poolOpen: 'open',
  poolInUse: 'inUse',
  poolIdle: 'idle',
  poolWaiting: 'waiting',
  poolWaitCount: 'waitCount',
  poolWaitDuration: 'waitSeconds',
  databaseOpen: 'open',
  databaseIdle: 'idle',
} as const satisfies Partial<Record<keyof typeof metricDefinitions, keyof PoolStats>>

/** Reads pools of connections at each scrape. */
export function createPoolMetrics(
  context: InstrumentContext,
  namespace: string,
): (pool: ObservedPool) => void {
  const pools = new Map<string, () => PoolStats>()
  // Object.keys() of a constant without further properties.
  const metrics = Object.keys(shownBy) as (keyof typeof shownBy)[]
  const definitions = Object.fromEntries(
    metrics.map((metric) => [metric, inNamespace(metricDefinitions[metric], namespace)]),
  )
  addReadFamilies(context, definitions, (set) => {
    for (const [pool, stats] of pools) {
      const now = stats()
      for (const metric of metrics) set(metric, now[shownBy[metric]], { pool })
    }
  })
  return ({ name = '', stats }) => {
    if (pools.has(name)) throw metricsError('SERIES_TAKEN', { kind: 'pool', name })
    pools.set(name, stats)
  }
}
