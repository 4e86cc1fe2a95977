import { CappedRows } from './capped-rows.ts'
import type { InstrumentContext } from './instrument.ts'
import type { LabelValue } from './label-set.ts'
import type { MetricDefinition } from './metric-definition.ts'
import { ScalarFamily } from './scalar-family.ts'

/** Sets the value of one of the metrics; a series is there from its first value on. */
export type SetRead<Name extends string> = (
  metric: Name,
  value: number,
  labels?: Readonly<Record<string, LabelValue>>,
) => void

/**
 * Adds metrics that are not counted as things happen but read, all together, at each scrape. When
 * `read` throws, they keep the values that they had.
 */
export function addReadFamilies<Name extends string>(
  { families, collector, maxSeries, drops }: InstrumentContext,
  definitions: Readonly<Record<Name, MetricDefinition>>,
  read: (set: SetRead<Name>) => void,
): void {
  const setters = new Map<string, (value: number, labels: Labels) => void>()
  const listed = Object.entries<MetricDefinition>(definitions)
  const refresh = collector(listed.map(([, { name }]) => name)[0] ?? '', () =>
    read((metric, value, labels = {}) => setters.get(metric)?.(value, labels)),
  )
  for (const [metric, definition] of listed) {
    const { table } = families.add(new ScalarFamily(definition, refresh))
    let rows: CappedRows | undefined
    setters.set(metric, (value, labels) => {
      rows ??= new CappedRows(definition.labels, table, {
        limit: maxSeries,
        onOverflow: () => drops.seriesDropped(definition.name),
      })
      table.set(rows.row(labels), value)
    })
  }
}

type Labels = Readonly<Record<string, LabelValue>>
