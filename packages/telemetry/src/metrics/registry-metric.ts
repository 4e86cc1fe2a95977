import type { Family, Sample } from './family.ts'
import type { MetricType } from './metric-definition.ts'

/**
 * A family as the client library's registry knows metrics: what `registry.metrics()`,
 * `getMetricsAsJSON()`, `getSingleMetric()` and `resetMetrics()` read and call.
 */
export class RegistryMetric {
  /** The library writes here: its OpenMetrics output takes `_total` off for good. Ours does not read it. */
  name: string
  readonly help: string
  readonly type: MetricType
  readonly aggregator = 'sum'
  readonly family: Family

  constructor(family: Family) {
    this.name = family.definition.name
    this.help = family.definition.help
    this.type = family.definition.type
    this.family = family
  }

  /** The library's metrics promise their values. */
  async get(): Promise<RegistryMetricValues> {
    this.family.refresh?.()
    const snapshot = this.family.snapshot()
    const values = Array.from({ length: snapshot.rows }, (_, row) => snapshot.samples(row)).flat()
    const { name, help, type, aggregator } = this
    return { name, help, type, aggregator, values }
  }

  reset(): void {
    this.family.reset()
  }
}

export interface RegistryMetricValues {
  readonly name: string
  readonly help: string
  readonly type: string
  readonly aggregator: string
  readonly values: readonly Sample[]
}
