import type { Attributes } from './attributes.ts'
import type { SpanKind } from './recorded-span.ts'
import type { RequestSpanRecord } from './server-span.ts'
import type { SpanCounts } from './span-queue.ts'
import type { HeaderCarrier, Trace, TraceHeaders } from './trace.ts'

/**
 * The traces of a process. Without an endpoint ids are made and passed on, and nothing is recorded.
 * Nothing here throws or waits on account of a collector.
 */
export interface Tracing extends SpanCounts, AsyncDisposable {
  /** Whether spans are recorded and sent. */
  readonly exporting: boolean
  /** Settles when OpenTelemetry is loaded, at once without an endpoint. Never rejects. */
  readonly ready: Promise<void>
  /** Where a request stands, by its headers. Decides whether it is kept, before any span exists. */
  begin(headers: TraceHeaders): Trace
  /** Makes the span of a request that is over. */
  endRequest(trace: Trace, record: RequestSpanRecord): void
  /** Begins a trace for what is no request (a job, a message), with a span around `run`. */
  root<Result>(
    headers: TraceHeaders,
    name: string,
    kind: SpanKind,
    attributes: Attributes,
    run: (trace: Trace) => Result,
  ): Result
  /**
   * A span around `run`, active while it runs. It ends when the promise that `run` returns settles;
   * whatever it throws is recorded and thrown on. Where nothing is recorded only `run` is called.
   */
  span<Result>(
    parent: Trace | undefined,
    name: string,
    kind: SpanKind,
    attributes: Attributes,
    run: (trace: Trace | undefined) => Result,
  ): Result
  /** Runs a function so that `active()` finds the trace in it, if it is recorded. */
  run<Result>(trace: Trace, run: () => Result): Result
  /** The innermost span that is recorded around here. */
  active(): Trace | undefined
  /** Writes `traceparent`, `tracestate` and `baggage` for a call. */
  inject(trace: Trace | undefined, headers: HeaderCarrier): void
  /** Sends what waits. Returns after `timeout` milliseconds (2000) at the latest. */
  flush(timeout?: number): Promise<void>
  /** Sends what waits, and ends: after `timeout` milliseconds (2000) at the latest. */
  close(timeout?: number): Promise<void>
}
