import { CappedRows } from './capped-rows.ts'
import { inNamespace, metricDefinitions } from './definitions.ts'
import type { FamilyRegistry } from './family-registry.ts'
import type { MetricDefinition } from './metric-definition.ts'
import { ScalarFamily } from './scalar-family.ts'

/**
 * Counts what metrics lose. Recording never throws: a request must not fail for its metric, and
 * whoever looks at the metrics sees that they are not whole.
 */
export class DropCounters {
  readonly #series: (metric: string, times: number) => void
  readonly #values: (metric: string, times: number) => void
  readonly #failures: (metric: string, times: number) => void

  constructor(families: FamilyRegistry, namespace: string) {
    const counterOf = (definition: MetricDefinition) => {
      const { table } = families.add(new ScalarFamily(inNamespace(definition, namespace)))
      const rows = new CappedRows(definition.labels, table)
      return (metric: string, times: number) => table.add(rows.row({ metric }), times)
    }
    this.#series = counterOf(metricDefinitions.seriesDropped)
    this.#values = counterOf(metricDefinitions.valuesDropped)
    this.#failures = counterOf(metricDefinitions.collectFailures)
  }

  /** Shows a metric at zero, so that `rate()` sees its first loss. */
  expect(metric: string): void {
    this.#series(metric, 0)
    this.#values(metric, 0)
  }

  seriesDropped(metric: string): void {
    this.#series(metric, 1)
  }

  valueDropped(metric: string): void {
    this.#values(metric, 1)
  }

  collectFailed(metric: string): void {
    this.#failures(metric, 1)
  }
}
