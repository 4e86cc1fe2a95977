import type { Exemplar, StoredExemplar } from './exemplar.ts'
import { mergeBuckets } from './buckets.ts'
import type { LabelSet } from './label-set.ts'

/**
 * The series of a histogram in one array. A row has a cell for each bucket (not cumulated), one for
 * what is above the last edge, and one for the sum; so an observation is two additions.
 */
export class HistogramTable {
  readonly labelSets: LabelSet[] = []
  readonly #now: () => number
  #edges: Float64Array
  #values: Float64Array
  #exemplars: (StoredExemplar | undefined)[][] = []

  /** `now`: milliseconds since 1970, for exemplars. */
  constructor(edges: readonly number[], now: () => number) {
    this.#now = now
    this.#edges = Float64Array.from(edges)
    this.#values = new Float64Array(4 * (edges.length + 2))
  }

  get edges(): ArrayLike<number> {
    return this.#edges
  }

  /** The number of the new row; it stays. */
  addRow(labels: LabelSet): number {
    const row = this.labelSets.push(labels) - 1
    const needed = (row + 1) * this.#width
    if (needed > this.#values.length) {
      const grown = new Float64Array(2 * needed)
      grown.set(this.#values)
      this.#values = grown
    }
    return row
  }

  /** `value` is finite. */
  observe(row: number, value: number, exemplar?: Exemplar): void {
    const edges = this.#edges
    const values = this.#values
    const count = edges.length
    const base = row * (count + 2)
    let bucket = 0
    while (bucket < count && value > edges[bucket]!) bucket++
    // A row exists from addRow() on.
    values[base + bucket]! += 1
    values[base + count + 1]! += value
    if (exemplar !== undefined) this.#keep(row, bucket, value, exemplar)
  }

  /**
   * Takes further edges in. A bucket that an edge divides leaves its observations in the upper part:
   * the new series starts low and only ever rises, as a counter must.
   */
  addEdges(edges: readonly number[]): void {
    const before = this.#edges
    const after = Float64Array.from(mergeBuckets([...before], edges))
    if (after.length === before.length) return
    const values = new Float64Array(this.#capacity * (after.length + 2))
    // Where the cells of a row go: a bucket to that of its upper edge, then the last two.
    const cells = [...before].map((edge) => after.indexOf(edge))
    cells.push(after.length, after.length + 1)
    for (let row = 0; row < this.labelSets.length; row++) {
      for (const [from, to] of cells.entries()) {
        values[row * (after.length + 2) + to] = this.#values[row * this.#width + from]!
      }
    }
    this.#edges = after
    this.#values = values
    this.#exemplars = []
  }

  /** A copy of the numbers. Exemplars are shared: they are samples, and newer ones serve as well. */
  copy(): HistogramValues {
    const { length: rows } = this.labelSets
    const values = this.#values.slice(0, rows * this.#width)
    return { edges: this.#edges, values, rows, exemplars: this.#exemplars }
  }

  reset(): void {
    this.#values.fill(0)
    this.#exemplars = []
  }

  get #width(): number {
    return this.#edges.length + 2
  }

  get #capacity(): number {
    return this.#values.length / this.#width
  }

  #keep(row: number, bucket: number, value: number, { traceId, spanId }: Exemplar): void {
    const kept = (this.#exemplars[row] ??= [])
    const stored = (kept[bucket] ??= { traceId, spanId, value, time: 0 })
    stored.traceId = traceId
    stored.spanId = spanId
    stored.value = value
    stored.time = this.#now() / 1000
  }
}

/** What a table held at one moment. */
export interface HistogramValues {
  readonly edges: ArrayLike<number>
  /** For each row: its buckets, what is above the last, the sum. */
  readonly values: Float64Array
  readonly rows: number
  readonly exemplars: readonly (readonly (StoredExemplar | undefined)[] | undefined)[]
}

/** How many observations a row has. */
export function countOf({ values, edges }: HistogramValues, row: number): number {
  const base = row * (edges.length + 2)
  let count = 0
  for (let bucket = 0; bucket <= edges.length; bucket++) count += values[base + bucket]!
  return count
}
