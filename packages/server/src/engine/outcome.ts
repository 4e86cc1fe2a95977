import type { MethodModel } from '@seaworthy/design'

/** What became of a request. Made once, after the last byte or when the client went away. */
export interface Outcome {
  readonly method: MethodModel | undefined
  /** The route template; `undefined` when no route fits. */
  readonly route: string | undefined
  readonly verb: string
  readonly path: string
  readonly status: number
  readonly durationMs: number
  /** Of the body, in bytes. */
  readonly responseSize: number
  readonly requestId: string
  readonly traceId: string
  readonly subject: string | undefined
  readonly remoteAddress: string
  readonly userAgent: string | undefined
  /** The client went away before the response was complete. */
  readonly aborted: boolean
  /** Why the service failed. For operators only. */
  readonly failure: unknown
}

/** Takes note of outcomes: the one place behind the log line, the metrics and the span. */
export type Recorder = (outcome: Outcome) => void

/** Writes failures to standard error, as one JSON object a line. */
export function recordFailures(outcome: Outcome): void {
  if (outcome.failure === undefined) return
  const { method, route, verb, status, requestId, traceId, failure } = outcome
  const line = {
    level: 'error',
    timestamp: new Date().toISOString(),
    message: 'request_failed',
    request_id: requestId,
    trace_id: traceId,
    method: verb,
    operation: method && `${method.service}.${method.name}`,
    route,
    status,
    error: describe(failure),
  }
  process.stderr.write(`${JSON.stringify(line)}\n`)
}

function describe(failure: unknown): object {
  if (!(failure instanceof Error)) return { message: String(failure) }
  const { name, message, stack, cause } = failure
  return { name, message, stack, ...(cause !== undefined && { cause: describe(cause) }) }
}
