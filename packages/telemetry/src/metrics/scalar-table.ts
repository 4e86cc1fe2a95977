import type { LabelSet } from './label-set.ts'

/** The series of a counter or a gauge: one number each, in one array. */
export class ScalarTable {
  readonly labelSets: LabelSet[] = []
  #values = new Float64Array(4)

  /** The number of the new row; it stays. */
  addRow(labels: LabelSet): number {
    const row = this.labelSets.push(labels) - 1
    if (row >= this.#values.length) {
      const grown = new Float64Array(2 * row)
      grown.set(this.#values)
      this.#values = grown
    }
    return row
  }

  add(row: number, value: number): void {
    // A row exists from addRow() on.
    this.#values[row]! += value
  }

  set(row: number, value: number): void {
    this.#values[row] = value
  }

  /** A copy. */
  values(): Float64Array {
    return this.#values.slice(0, this.labelSets.length)
  }

  reset(): void {
    this.#values.fill(0)
  }
}
