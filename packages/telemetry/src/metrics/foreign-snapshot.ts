import type { ExpositionFormat, Snapshot } from './family.ts'
import { escapeLabelValue } from './label-set.ts'
import type { MetricType } from './metric-definition.ts'
import { formatBound, formatValue } from './number-text.ts'

/** A metric of the client library, as other libraries put it in the registry. */
export interface ForeignMetric {
  readonly name: string
  get(): Promise<ForeignValues>
}

export interface ForeignValues {
  readonly name: string
  readonly help: string
  readonly type: MetricType | 'summary'
  readonly values: readonly ForeignSample[]
}

export interface ForeignSample {
  readonly labels?: ForeignLabels
  readonly value: number
  readonly metricName?: string | undefined
  readonly exemplar?: ForeignExemplar | null | undefined
}

type ForeignLabels = Readonly<Record<string, string | number>>

export interface ForeignExemplar {
  readonly labelSet: ForeignLabels
  readonly value: number
  readonly timestamp: number
}

/** Its values, already copied by the library. */
export function toForeignSnapshot({ name, help, type, values }: ForeignValues): Snapshot {
  return {
    definition: { name, help, type },
    rows: values.length,
    text: (row, format) => sampleText(values[row]!, name, type, format),
    samples: () => [],
  }
}

function sampleText(
  { labels = {}, value, metricName, exemplar }: ForeignSample,
  name: string,
  type: string,
  format: ExpositionFormat,
): string {
  const openMetrics = format === 'openmetrics'
  const total = openMetrics && type === 'counter' && !name.endsWith('_total') ? '_total' : ''
  const series = (metricName ?? name) + total
  const pairs = labelText(labels, openMetrics)
  const shown = openMetrics && exemplar != null ? exemplarText(exemplar) : ''
  return `${series}${pairs === '' ? '' : `{${pairs}}`} ${formatValue(value)}${shown}\n`
}

function exemplarText({ labelSet, value, timestamp }: ForeignExemplar): string {
  return ` # {${labelText(labelSet, true)}} ${formatValue(value)} ${timestamp}`
}

function labelText(labels: ForeignLabels, openMetrics: boolean): string {
  return Object.entries(labels)
    .map(([name, value]) => {
      const isBound = typeof value === 'number' && (name === 'le' || name === 'quantile')
      const text = isBound ? formatBound(value, openMetrics) : String(value)
      return `${name}="${escapeLabelValue(text)}"`
    })
    .join(',')
}
