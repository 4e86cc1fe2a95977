import type { AttributeValue } from './attributes.ts'

/**
 * Where a piece of work stands in a trace: the request, or a part of it. Always there, whether the
 * trace is kept or not, so that logs and calls can name it.
 */
export interface Trace {
  readonly traceId: string
  readonly spanId: string
  /** `undefined` when the trace begins here. */
  readonly parentSpanId: string | undefined
  /** Whether the trace is kept. */
  readonly sampled: boolean
  /** The `tracestate`, as it is passed on. */
  readonly traceState: string | undefined
  /** The `baggage`, as it is passed on; `baggageEntries` reads it. */
  readonly baggage: string | undefined
  /** Adds to the span, if one is recorded. Never what a person gave: no names, no addresses. */
  setAttribute(name: string, value: AttributeValue): void
}

/** Headers of a request as `node:http` has them, or what a job carries in their place. */
export type TraceHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

/** Headers of a call: those of `fetch`, or an object that takes them as they are. */
export type HeaderCarrier =
  | { set(name: string, value: string): unknown }
  | (Record<string, unknown> & { set?: never })
