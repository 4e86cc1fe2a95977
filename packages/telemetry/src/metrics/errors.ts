/**
 * What can be wrong with the way metrics are declared, and what to do. `%name` stands for a value.
 * Codes are never reused. Nothing here is thrown while a request is served: what a metric cannot
 * take is dropped and counted then (`api_metrics_values_dropped_total`).
 */
export const metricsErrors = {
  METRIC_NAME_INVALID: {
    message: '"%name" cannot be the name of a metric: %reason',
    fix: 'Use snake_case; end counters, and nothing else, in _total',
  },
  METRIC_NAME_TAKEN: {
    message: 'The name "%name" belongs to another metric',
    fix: 'Declare a metric once and pass the value on, or rename one of the two',
  },
  METRIC_HELP_MISSING: {
    message: 'The metric "%name" has no help text',
    fix: 'Say in `help` what it counts or measures, in one line',
  },
  METRIC_UNIT_INVALID: {
    message: 'The name "%name" does not end in its unit, "%unit"',
    fix: 'End the name in the unit (before _total), or leave `unit` out',
  },
  LABEL_NAME_INVALID: {
    message: '"%label" cannot be a label of "%name": %reason',
    fix: 'Use snake_case, each label once; "le" and "quantile" are taken',
  },
  BUCKETS_INVALID: {
    message: 'The buckets of "%name" are no rising list of finite numbers: %buckets',
    fix: 'List the upper edges from low to high; +Inf is added by itself',
  },
  TOO_MANY_LATENCY_OBJECTIVES: {
    message: 'There are more than %limit different latency objectives: %objectives (ms)',
    fix: 'Round them to fewer values: each is a bucket edge in every series of the histogram',
  },
  SERIES_TAKEN: {
    message: 'There is a %kind named "%name" already',
    fix: 'Give each %kind a name of its own',
  },
} as const satisfies Record<string, { message: string; fix: string }>

export type MetricsErrorCode = keyof typeof metricsErrors

export class MetricsError extends Error {
  override readonly name = 'MetricsError'
  readonly code: MetricsErrorCode
  readonly fix: string

  constructor(code: MetricsErrorCode, message: string, fix: string) {
    super(`${message}. ${fix}`)
    this.code = code
    this.fix = fix
  }
}

export function metricsError(
  code: MetricsErrorCode,
  values: Readonly<Record<string, string>>,
): MetricsError {
  const fill = (text: string) => text.replace(/%(\w+)/g, (_, name: string) => values[name] ?? '')
  const { message, fix } = metricsErrors[code]
  return new MetricsError(code, fill(message), fill(fix))
}
