import { inNamespace, metricDefinitions } from '../definitions.ts'
import { createCounter } from '../counter.ts'
import { type HistogramSeries, createHistogram } from '../histogram.ts'
import type { InstrumentContext } from '../instrument.ts'

export interface QueryMetrics {
  /** A query that is over, in seconds, failed or not. The exemplar is that of a sampled one. */
  observe(
    query: QueryLabels,
    seconds: number,
    exemplar?: Parameters<HistogramSeries['observe']>[1],
  ): void
  /** A query that failed; `kind` tells few failures apart: `timeout`, `conflict`, `connection`. */
  failed(query: QueryLabels, kind: string): void
}

export interface QueryLabels {
  /** `select`, `insert`… */
  readonly queryType: string
  readonly table: string
}

/** `buckets`: in seconds. */
export function createQueryMetrics(
  context: InstrumentContext,
  namespace: string,
  buckets: readonly number[],
): QueryMetrics {
  const { queryDuration, queryErrors } = metricDefinitions
  const durations = createHistogram<'query_type' | 'table'>(
    inNamespace(queryDuration, namespace),
    context,
    buckets,
  )
  const errors = createCounter<'query_type' | 'table' | 'kind'>(
    inNamespace(queryErrors, namespace),
    context,
  )
  return {
    observe({ queryType, table }, seconds, exemplar) {
      durations.observe({ query_type: queryType, table }, seconds, exemplar)
    },
    failed({ queryType, table }, kind) {
      errors.inc({ query_type: queryType, table, kind })
    },
  }
}
