import { type LabelSet, type LabelValue, noLabels, toLabelSet } from './label-set.ts'

/** Where series go that are too many. */
export const overflowLabel = '_overflow'

export interface RowLimit {
  /** How many label sets there may be, besides that of the overflow; no limit if left out. */
  readonly limit?: number
  /** Told each time something goes to the overflow. */
  readonly onOverflow?: () => void
}

/**
 * Finds the row of a label set in a table, and makes one when it is new. Above the limit every new
 * label set shares one row whose labels all say `_overflow`: sums stay right, and memory stays bounded
 * when somebody puts an id in a label.
 */
export class CappedRows {
  readonly #names: readonly string[]
  readonly #table: RowTable
  readonly #limit: RowLimit
  readonly #rows = new Map<string, number>()
  #overflow: number | undefined

  constructor(names: readonly string[], table: RowTable, limit: RowLimit = {}) {
    this.#names = names
    this.#table = table
    this.#limit = limit
    if (names.length === 0) this.#rows.set('', table.addRow(noLabels))
  }

  /** Without labels: the one row there is. */
  row(labels: Readonly<Record<string, LabelValue>> = {}): number {
    const key = this.#keyOf(labels)
    return this.#rows.get(key) ?? this.#add(key, labels)
  }

  #add(key: string, labels: Readonly<Record<string, LabelValue>>): number {
    const { limit = Infinity, onOverflow } = this.#limit
    if (this.#rows.size < limit) {
      const row = this.#table.addRow(this.#labelSet((name) => String(labels[name] ?? '')))
      this.#rows.set(key, row)
      return row
    }
    onOverflow?.()
    return (this.#overflow ??= this.#table.addRow(this.#labelSet(() => overflowLabel)))
  }

  #labelSet(valueOf: (name: string) => string): LabelSet {
    return toLabelSet(Object.fromEntries(this.#names.map((name) => [name, valueOf(name)])))
  }

  /** Lengths keep `{ a: 'x,', b: 'y' }` and `{ a: 'x', b: ',y' }` apart. */
  #keyOf(labels: Readonly<Record<string, LabelValue>>): string {
    let key = ''
    for (const name of this.#names) {
      const value = String(labels[name] ?? '')
      key += `${value.length}:${value}`
    }
    return key
  }
}

interface RowTable {
  addRow(labels: LabelSet): number
}
