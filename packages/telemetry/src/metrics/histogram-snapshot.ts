import type { StoredExemplar } from './exemplar.ts'
import type { ExpositionFormat, Sample, Snapshot } from './family.ts'
import { type HistogramValues, countOf } from './histogram-table.ts'
import { type LabelSet, escapeLabelValue } from './label-set.ts'
import type { MetricDefinition } from './metric-definition.ts'
import { formatBound, formatValue } from './number-text.ts'

export interface HistogramShown {
  readonly edges: readonly number[]
  readonly labelSets: readonly LabelSet[]
  readonly shownAtZero: (row: number) => boolean
}

/** Cumulates the buckets of a row and writes them out: the one place where a histogram is text. */
export class HistogramSnapshot implements Snapshot {
  readonly definition: MetricDefinition
  readonly #values: HistogramValues
  readonly #shown: HistogramShown
  readonly #buckets: readonly Bucket[]
  /** The text of a row without observations, where its labels are cut out; by format. */
  readonly #emptyRows: Readonly<Record<ExpositionFormat, readonly string[]>>

  constructor(definition: MetricDefinition, values: HistogramValues, shown: HistogramShown) {
    this.definition = definition
    this.#values = values
    this.#shown = shown
    this.#buckets = toBuckets(shown.edges, values.edges)
    this.#emptyRows = {
      prometheus: emptyRow(definition.name, this.#buckets, 'prometheus'),
      openmetrics: emptyRow(definition.name, this.#buckets, 'openmetrics'),
    }
  }

  get rows(): number {
    return this.#values.rows
  }

  text(row: number, format: ExpositionFormat): string {
    const { text } = this.#shown.labelSets[row]!
    if (countOf(this.#values, row) === 0) {
      if (!this.#shown.shownAtZero(row)) return ''
      // Most rows of a large service: one call instead of a dozen additions to a string.
      if (text !== '') return this.#emptyRows[format].join(text)
    }
    const { name } = this.definition
    const openMetrics = format === 'openmetrics'
    const head = text === '' ? `${name}_bucket{le="` : `${name}_bucket{${text},le="`
    const exemplars = openMetrics ? this.#values.exemplars[row] : undefined
    let lines = ''
    let count = 0
    let first = 0
    for (const { last, bounds } of this.#buckets) {
      const added = this.#between(row, first, last)
      count += added
      lines += `${head}${bounds[format]}"} ${count}`
      if (exemplars !== undefined && added > 0) lines += exemplarText(exemplars, first, last)
      lines += '\n'
      first = last + 1
    }
    const labels = text === '' ? '' : `{${text}}`
    lines += `${name}_sum${labels} ${formatValue(this.#sum(row))}\n`
    return `${lines}${name}_count${labels} ${count}\n`
  }

  samples(row: number): readonly Sample[] {
    if (countOf(this.#values, row) === 0 && !this.#shown.shownAtZero(row)) return []
    const { name } = this.definition
    const { labels } = this.#shown.labelSets[row]!
    let count = 0
    let first = 0
    const samples: Sample[] = this.#buckets.map(({ last, bounds }) => {
      count += this.#between(row, first, last)
      first = last + 1
      return {
        metricName: `${name}_bucket`,
        labels: { ...labels, le: bounds.prometheus },
        value: count,
      }
    })
    samples.push(
      { metricName: `${name}_sum`, labels, value: this.#sum(row) },
      { metricName: `${name}_count`, labels, value: count },
    )
    return samples
  }

  /** How many observations are in the cells from `first` to `last` of a row. */
  #between(row: number, first: number, last: number): number {
    const { values, edges } = this.#values
    const base = row * (edges.length + 2)
    let count = 0
    for (let cell = first; cell <= last; cell++) count += values[base + cell]!
    return count
  }

  #sum(row: number): number {
    const { values, edges } = this.#values
    return values[(row + 1) * (edges.length + 2) - 1]!
  }
}

/** A bucket that is shown: its last cell in the table, and its edge in both formats. */
interface Bucket {
  readonly last: number
  readonly bounds: Readonly<Record<ExpositionFormat, string>>
}

function toBuckets(shown: readonly number[], stored: ArrayLike<number>): Bucket[] {
  const cells = Array.from(stored)
  return [...shown, Infinity].map((edge) => ({
    last: edge === Infinity ? cells.length : cells.indexOf(edge),
    bounds: { prometheus: formatBound(edge, false), openmetrics: formatBound(edge, true) },
  }))
}

function emptyRow(name: string, buckets: readonly Bucket[], format: ExpositionFormat): string[] {
  const cut = '\u0000'
  const lines = buckets.map(({ bounds }) => `${name}_bucket{${cut},le="${bounds[format]}"} 0\n`)
  return `${lines.join('')}${name}_sum{${cut}} 0\n${name}_count{${cut}} 0\n`.split(cut)
}

/** ` # {trace_id="…",span_id="…"} 0.067 1520879607.789`, of the slowest of the cells. */
function exemplarText(
  exemplars: readonly (StoredExemplar | undefined)[],
  first: number,
  last: number,
): string {
  let found: StoredExemplar | undefined
  for (let cell = last; cell >= first && found === undefined; cell--) found = exemplars[cell]
  if (found === undefined) return ''
  const { traceId, spanId, value, time } = found
  if (names.length + traceId.length + spanId.length > exemplarLimit) return ''
  const labels = `trace_id="${escapeLabelValue(traceId)}",span_id="${escapeLabelValue(spanId)}"`
  return ` # {${labels}} ${formatValue(value)} ${time}`
}

const names = 'trace_idspan_id'

/** OpenMetrics 1.0: names and values of an exemplar's labels have at most 128 characters together. */
const exemplarLimit = 128
