import type { Family, Snapshot } from './family.ts'
import { HistogramSnapshot } from './histogram-snapshot.ts'
import type { HistogramTable, HistogramValues } from './histogram-table.ts'
import type { LabelSet } from './label-set.ts'
import type { MetricDefinition } from './metric-definition.ts'

export interface HistogramView {
  /** Which of the table's edges are shown; all if left out. */
  readonly edges?: () => readonly number[]
  /** The labels of each row; those of the table if left out. */
  readonly labelSets?: readonly LabelSet[]
  /** Whether a row is there before its first observation; it is if left out. */
  readonly shownAtZero?: (row: number) => boolean
  readonly refresh?: () => void
}

/** A histogram, or one way to show the table of a histogram. */
export class HistogramFamily implements Family {
  readonly definition: MetricDefinition
  readonly refresh: (() => void) | undefined
  readonly #table: HistogramTable
  readonly #view: HistogramView

  constructor(definition: MetricDefinition, table: HistogramTable, view: HistogramView = {}) {
    this.definition = definition
    this.refresh = view.refresh
    this.#table = table
    this.#view = view
  }

  snapshot(): Snapshot {
    return this.show(this.#table.copy())
  }

  /** The same of values that were copied already. */
  show(values: HistogramValues): Snapshot {
    const { edges, labelSets, shownAtZero } = this.#view
    return new HistogramSnapshot(this.definition, values, {
      edges: edges?.() ?? Array.from(values.edges),
      labelSets: labelSets ?? this.#table.labelSets,
      shownAtZero: shownAtZero ?? (() => true),
    })
  }

  reset(): void {
    this.#table.reset()
  }
}
