import { CappedRows } from './capped-rows.ts'
import type { InstrumentContext, Labels, SeriesArguments } from './instrument.ts'
import type { MetricDefinition } from './metric-definition.ts'
import { ScalarFamily } from './scalar-family.ts'

export interface Gauge<Label extends string = never> {
  set(...at: SeriesArguments<Label, [value: number]>): void
  /** By 1 if there is no value. */
  inc(...at: SeriesArguments<Label, [value?: number]>): void
  /** By 1 if there is no value. */
  dec(...at: SeriesArguments<Label, [value?: number]>): void
  /** One series, looked up once; it is there at zero from now on. */
  labels(labels: Labels<Label>): GaugeSeries
}

export interface GaugeSeries {
  set(value: number): void
  inc(value?: number): void
  dec(value?: number): void
}

/** `collect` is called at each scrape, to set what is read and not counted. */
export function createGauge<Label extends string = never>(
  definition: MetricDefinition,
  { families, drops, maxSeries, collector }: InstrumentContext,
  collect?: (gauge: Gauge<Label>) => void,
): Gauge<Label> {
  const { name, labels: names } = definition
  const refresh = collect && collector(name, () => collect(gauge))
  const { table } = families.add(new ScalarFamily(definition, refresh))
  const rows = new CappedRows(names, table, {
    limit: maxSeries,
    onOverflow: () => drops.seriesDropped(name),
  })
  const rowOf = (first?: Labels<string> | number) =>
    rows.row(typeof first === 'object' ? first : undefined)
  const valueOf = (first?: Labels<string> | number, second = 1) =>
    typeof first === 'object' ? second : (first ?? 1)
  const methods = {
    set(first: Labels<string> | number, second?: number) {
      table.set(rowOf(first), valueOf(first, second))
    },
    inc(first?: Labels<string> | number, second?: number) {
      table.add(rowOf(first), valueOf(first, second))
    },
    dec(first?: Labels<string> | number, second?: number) {
      table.add(rowOf(first), -valueOf(first, second))
    },
    labels(labels: Labels<string>): GaugeSeries {
      const row = rows.row(labels)
      return {
        set: (value) => table.set(row, value),
        inc: (value = 1) => table.add(row, value),
        dec: (value = 1) => table.add(row, -value),
      }
    },
  }
  // By SeriesArguments, the first argument is a record exactly when there are labels.
  const gauge = methods as Gauge<Label>
  return gauge
}
