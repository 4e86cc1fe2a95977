import { checkBuckets, requestBuckets } from './buckets.ts'
import { CappedRows } from './capped-rows.ts'
import type { Exemplar } from './exemplar.ts'
import { HistogramFamily } from './histogram-family.ts'
import { HistogramTable } from './histogram-table.ts'
import type { InstrumentContext, Labels, SeriesArguments } from './instrument.ts'
import type { MetricDefinition } from './metric-definition.ts'

export interface Histogram<Label extends string = never> {
  /** What is not finite is dropped, and that is counted. */
  observe(...at: SeriesArguments<Label, [value: number, exemplar?: Exemplar]>): void
  /** One series, looked up once; it is there at zero from now on. */
  labels(labels: Labels<Label>): HistogramSeries
}

export interface HistogramSeries {
  observe(value: number, exemplar?: Exemplar): void
}

/** `buckets`: the upper edges, from low to high; those of requests if left out. */
export function createHistogram<Label extends string = never>(
  definition: MetricDefinition,
  { families, drops, maxSeries, now }: InstrumentContext,
  buckets: readonly number[] = requestBuckets,
): Histogram<Label> {
  const { name, labels: names } = definition
  const table = new HistogramTable(checkBuckets(name, buckets), now)
  families.add(new HistogramFamily(definition, table))
  const rows = new CappedRows(names, table, {
    limit: maxSeries,
    onOverflow: () => drops.seriesDropped(name),
  })
  const observe = (row: number, value: number, exemplar?: Exemplar) => {
    if (Number.isFinite(value)) table.observe(row, value, exemplar)
    else drops.valueDropped(name)
  }
  // By SeriesArguments, the first argument is a record exactly when there are labels.
  return {
    observe(...at: [Labels<string>, number, Exemplar?] | [number, Exemplar?]) {
      if (isLabelled(at)) observe(rows.row(at[0]), at[1], at[2])
      else observe(rows.row(), at[0], at[1])
    },
    labels(labels: Labels<string>): HistogramSeries {
      const row = rows.row(labels)
      return { observe: (value, exemplar) => observe(row, value, exemplar) }
    },
  }
}

function isLabelled(
  at: [Labels<string>, number, Exemplar?] | [number, Exemplar?],
): at is [Labels<string>, number, Exemplar?] {
  return typeof at[0] === 'object'
}
