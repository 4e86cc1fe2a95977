import type { Exemplar } from '../exemplar.ts'
import type { HistogramTable } from '../histogram-table.ts'

/** Where the requests of one route are recorded. */
export interface RouteSlot {
  /**
   * One request that is over: its status (499 when the client went away), how long it took, and the
   * size of the response's body. The exemplar is that of a sampled request. Costs a few additions.
   */
  record(status: number, seconds: number, bytes: number, exemplar?: Exemplar): void
}

/** The statuses that one route may tell apart; the designed ones and the usual failures are fewer. */
const statusLimit = 24

export interface SlotTables {
  readonly durations: HistogramTable
  readonly sizes: HistogramTable
  readonly sizeRow: number
  /** Makes the row of a status in `durations`. */
  readonly addStatus: (status: string) => number
}

/** Status codes lead to rows through a short list: the first is nearly always the one. */
export class StatusRows implements RouteSlot {
  readonly #tables: SlotTables
  readonly #statuses: number[] = []
  readonly #rows: number[] = []

  constructor(tables: SlotTables) {
    this.#tables = tables
  }

  /** The row of the route in `sizes`. */
  get sizeRow(): number {
    return this.#tables.sizeRow
  }

  /** Shows a status at zero. */
  expect(status: number): number {
    const index = this.#statuses.indexOf(status)
    return index < 0 ? this.#add(status) : this.#rows[index]!
  }

  record(status: number, seconds: number, bytes: number, exemplar?: Exemplar): void {
    const { durations, sizes, sizeRow } = this.#tables
    durations.observe(this.#rowOf(status), finite(seconds), exemplar)
    sizes.observe(sizeRow, finite(bytes))
  }

  #rowOf(status: number): number {
    const statuses = this.#statuses
    for (let i = 0; i < statuses.length; i++) if (statuses[i] === status) return this.#rows[i]!
    return this.#statuses.length < statusLimit ? this.#add(status) : this.expect(otherStatus)
  }

  #add(status: number): number {
    const row = this.#tables.addStatus(status === otherStatus ? '_OTHER' : String(status))
    this.#statuses.push(status)
    this.#rows.push(row)
    return row
  }
}

const otherStatus = 0

/** A clock that failed must not turn a sum into NaN for good; the request counts all the same. */
function finite(value: number): number {
  return value >= 0 && value < Infinity ? value : 0
}
