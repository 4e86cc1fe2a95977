import type { Family, Snapshot } from '../family.ts'
import { type HistogramTable, countOf } from '../histogram-table.ts'
import type { MetricDefinition } from '../metric-definition.ts'
import { ScalarSnapshot } from '../scalar-family.ts'

/** The counter that a histogram contains: what was observed was counted too. */
export class CountFamily implements Family {
  readonly definition: MetricDefinition
  readonly #table: HistogramTable

  constructor(definition: MetricDefinition, table: HistogramTable) {
    this.definition = definition
    this.#table = table
  }

  snapshot(): Snapshot {
    const values = this.#table.copy()
    const counts = Array.from({ length: values.rows }, (_, row) => countOf(values, row))
    return new ScalarSnapshot(this.definition, this.#table.labelSets, counts)
  }

  reset(): void {
    this.#table.reset()
  }
}
