import { CappedRows } from './capped-rows.ts'
import type { InstrumentContext, Labels, SeriesArguments } from './instrument.ts'
import type { MetricDefinition } from './metric-definition.ts'
import { ScalarFamily } from './scalar-family.ts'

export interface Counter<Label extends string = never> {
  /** By 1 if there is no value. What is negative or not finite is dropped, and that is counted. */
  inc(...at: SeriesArguments<Label, [value?: number]>): void
  /** One series, looked up once; it is there at zero from now on. */
  labels(labels: Labels<Label>): CounterSeries
}

export interface CounterSeries {
  inc(value?: number): void
}

export function createCounter<Label extends string = never>(
  definition: MetricDefinition,
  { families, drops, maxSeries }: InstrumentContext,
): Counter<Label> {
  const { name, labels: names } = definition
  const { table } = families.add(new ScalarFamily(definition))
  const rows = new CappedRows(names, table, {
    limit: maxSeries,
    onOverflow: () => drops.seriesDropped(name),
  })
  const add = (row: number, value: number) => {
    if (value >= 0 && value < Infinity) table.add(row, value)
    else drops.valueDropped(name)
  }
  // By SeriesArguments, the first argument is a record exactly when there are labels.
  return {
    inc(first?: Labels<string> | number, second?: number) {
      if (typeof first === 'object') add(rows.row(first), second ?? 1)
      else add(rows.row(), first ?? 1)
    },
    labels(labels: Labels<string>): CounterSeries {
      const row = rows.row(labels)
      return { inc: (value = 1) => add(row, value) }
    },
  }
}
