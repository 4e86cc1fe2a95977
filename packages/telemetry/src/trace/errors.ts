/**
 * What can be wrong with the way tracing is set up, and what to do. `%name` stands for a value.
 * Codes are never reused. Nothing here is thrown while a request is served.
 */
export const tracingErrors = {
  RATIO_INVALID: {
    message: '%ratio is no share of traces',
    fix: 'Give `ratio` as a number from 0 to 1',
  },
  ENDPOINT_INVALID: {
    message: '"%endpoint" is no address of a collector',
    fix: 'Give an http or https URL, for HTTP with its path: http://collector:4318/v1/traces',
  },
  QUEUE_INVALID: {
    message: 'A queue cannot hold %size spans',
    fix: 'Give `maxQueue` as a whole number from 1 on',
  },
  SDK_MISSING: {
    message: 'Spans cannot be exported: OpenTelemetry could not be loaded',
    fix: 'Install the packages that @seaworthy/telemetry depends on, or unset the endpoint',
  },
} as const satisfies Record<string, { message: string; fix: string }>

export type TracingErrorCode = keyof typeof tracingErrors

export class TracingError extends Error {
  override readonly name = 'TracingError'
  readonly code: TracingErrorCode
  readonly fix: string

  constructor(code: TracingErrorCode, message: string, fix: string, options?: ErrorOptions) {
    super(`${message}. ${fix}`, options)
    this.code = code
    this.fix = fix
  }
}

export function tracingError(
  code: TracingErrorCode,
  values: Readonly<Record<string, string>>,
  options?: ErrorOptions,
): TracingError {
  const { message, fix } = tracingErrors[code]
  const filled = message.replace(/%(\w+)/g, (_, name: string) => values[name] ?? '')
  return new TracingError(code, filled, fix, options)
}
