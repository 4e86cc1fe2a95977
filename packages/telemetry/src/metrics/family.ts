import type { MetricDefinition, MetricType } from './metric-definition.ts'

export type ExpositionFormat = 'prometheus' | 'openmetrics'

/** A metric with its series. */
export interface Family {
  readonly definition: MetricDefinition
  /** Brings values up to date that are read and not counted; one function may serve many families. */
  readonly refresh?: (() => void) | undefined
  snapshot(): Snapshot
  /** Back to zero, for `registry.resetMetrics()`. */
  reset(): void
}

/**
 * The values of a family at one moment, copied: writing them out takes several turns of the event
 * loop, and requests are recorded in between.
 */
export interface Snapshot {
  readonly definition: Heading
  /** How many series; of a histogram, label sets. */
  readonly rows: number
  /** The lines of one row, each with its end; none for a row that is not shown. */
  text(row: number, format: ExpositionFormat): string
  /** The same as the client library tells it. */
  samples(row: number): readonly Sample[]
}

/** What is written above the series: of our metrics, and of those that have other types. */
export interface Heading extends Pick<MetricDefinition, 'name' | 'help' | 'unit'> {
  readonly type: MetricType | 'summary'
}

export interface Sample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
  /** Of the series, where it is not that of the metric. */
  readonly metricName?: string
}
