import type { Family, Sample, Snapshot } from './family.ts'
import type { LabelSet } from './label-set.ts'
import type { MetricDefinition } from './metric-definition.ts'
import { formatValue } from './number-text.ts'
import { ScalarTable } from './scalar-table.ts'

/** A counter or a gauge. */
export class ScalarFamily implements Family {
  readonly definition: MetricDefinition
  readonly refresh: (() => void) | undefined
  readonly table = new ScalarTable()

  constructor(definition: MetricDefinition, refresh?: () => void) {
    this.definition = definition
    this.refresh = refresh
  }

  snapshot(): Snapshot {
    return new ScalarSnapshot(this.definition, this.table.labelSets, this.table.values())
  }

  reset(): void {
    this.table.reset()
  }
}

export class ScalarSnapshot implements Snapshot {
  readonly definition: MetricDefinition
  readonly #labelSets: readonly LabelSet[]
  readonly #values: ArrayLike<number>

  constructor(
    definition: MetricDefinition,
    labelSets: readonly LabelSet[],
    values: ArrayLike<number>,
  ) {
    this.definition = definition
    this.#labelSets = labelSets
    this.#values = values
  }

  get rows(): number {
    return this.#values.length
  }

  text(row: number): string {
    // Rows are never taken away, so there are labels and a value for each.
    const { text } = this.#labelSets[row]!
    const value = formatValue(this.#values[row]!)
    return text === ''
      ? `${this.definition.name} ${value}\n`
      : `${this.definition.name}{${text}} ${value}\n`
  }

  samples(row: number): readonly Sample[] {
    return [{ labels: this.#labelSets[row]!.labels, value: this.#values[row]! }]
  }
}
