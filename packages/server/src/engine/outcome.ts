import type { MethodModel } from '@seaworthy/design'
import type { Trace } from '@seaworthy/telemetry/trace'
import { inspect } from 'node:util'

/** What became of a request. Made once, after the last byte or when the client went away. */
export interface Outcome {
  readonly method: MethodModel | undefined
  /** The route template; `undefined` when no route fits. */
  readonly route: string | undefined
  /** `-` when what arrived was no HTTP request. */
  readonly verb: string
  /** Without the query string. `-` when what arrived was no HTTP request. */
  readonly path: string
  readonly status: number
  readonly durationMs: number
  /** Of the body as it was sent, in bytes; 0 when that was not known beforehand. */
  readonly responseSize: number
  readonly requestId: string
  /** `undefined` when what arrived was no HTTP request. */
  readonly trace: Trace | undefined
  readonly traceId: string
  readonly spanId: string | undefined
  /** When it arrived, on the scale of `performance.now()`. */
  readonly started: number
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

/** Whatever was thrown, and what caused it, as far as five causes go. */
function describe(failure: unknown, depth = 0): object {
  if (!(failure instanceof Error)) return { message: inspect(failure, { depth: 1 }) }
  const { name, message, stack, cause } = failure
  const more = cause !== undefined && depth < 5 && { cause: describe(cause, depth + 1) }
  return { name: String(name), message: String(message), stack: String(stack), ...more }
}
