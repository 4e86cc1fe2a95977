import type { LabelValue } from './label-set.ts'
import type { DropCounters } from './drop-counters.ts'
import type { FamilyRegistry } from './family-registry.ts'

export type Labels<Label extends string> = Readonly<Record<Label, LabelValue>>

/** What comes before the value: the labels, if the metric has some. */
export type SeriesArguments<Label extends string, Rest extends unknown[]> = [Label] extends [never]
  ? Rest
  : [labels: Labels<Label>, ...rest: Rest]

/** A metric that a service declares. */
export interface MetricDeclaration<Label extends string> {
  /** Without the namespace: `jobs_done_total`. A counter ends in `_total`. */
  readonly name: string
  readonly help: string
  /** Few values each, and never an id: every combination is a series. */
  readonly labels?: readonly Label[]
  /** `seconds`, `bytes` or `ratio`; the name ends in it. */
  readonly unit?: string
}

/** What every instrument needs. */
export interface InstrumentContext {
  readonly families: FamilyRegistry
  readonly drops: DropCounters
  /** Label sets of one metric, at most. */
  readonly maxSeries: number
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Makes of a function that tells values one that never throws: failures are counted and told. */
  readonly collector: (metric: string, collect: () => void) => () => void
}
