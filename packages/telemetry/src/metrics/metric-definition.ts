/** What a metric is, before it has a value. */
export interface MetricDefinition {
  /** The whole name: `api_http_requests_total`. */
  readonly name: string
  readonly type: MetricType
  readonly help: string
  readonly labels: readonly string[]
  /** Seconds, bytes or ratio: what the name ends with (before `_total`). */
  readonly unit?: string
}

export type MetricType = 'counter' | 'gauge' | 'histogram'

/** The name as OpenMetrics has it: a counter's family goes without `_total`. */
export function toFamilyName({ name, type }: { name: string; type: string }): string {
  return type === 'counter' ? name.replace(/_total$/, '') : name
}

/** The names of its series: those of a histogram have a suffix each. */
export function toSeriesNames({ name, type }: MetricDefinition): readonly string[] {
  return type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name]
}
