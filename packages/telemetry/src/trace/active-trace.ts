import type { Span, SpanContext } from '@opentelemetry/api'
import type { AttributeValue } from './attributes.ts'
import { RecordedSpan, type SpanKind, type SpanPlace, toTraceState } from './recorded-span.ts'
import { randomSpanId } from './random-ids.ts'
import type { SpanClock } from './span-clock.ts'
import type { Trace } from './trace.ts'
import { sampledFlag } from './traceparent.ts'

/** What `AsyncLocalStorage` holds: a trace of ours, or a context that user code made. */
export interface Scope {
  readonly trace: ActiveTrace | undefined
}

/** Fields that are always there in one order, because one is made for every request. */
export class ActiveTrace implements Trace, Scope, SpanPlace {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string | undefined
  readonly sampled: boolean
  readonly flags: number
  readonly traceState: string | undefined
  readonly baggage: string | undefined
  /** The parent is in another process. */
  readonly remoteParent: boolean
  /** There is an exporter, and the trace is kept: the clock of its spans. */
  readonly clock: SpanClock | undefined
  /** Of ours, or one that user code began. */
  span: Span | undefined = undefined
  /** The same for OpenTelemetry, made when user code asks for it. */
  context: unknown = undefined

  constructor(
    traceId: string,
    spanId: string,
    parentSpanId: string | undefined,
    flags: number,
    traceState: string | undefined,
    baggage: string | undefined,
    remoteParent: boolean,
    clock: SpanClock | undefined,
  ) {
    this.traceId = traceId
    this.spanId = spanId
    this.parentSpanId = parentSpanId
    this.sampled = (flags & sampledFlag) !== 0
    this.flags = flags
    this.traceState = traceState
    this.baggage = baggage
    this.remoteParent = remoteParent
    this.clock = this.sampled ? clock : undefined
  }

  get trace(): ActiveTrace {
    return this
  }

  /** A part of this work, in this process. */
  child(): ActiveTrace {
    return new ActiveTrace(
      this.traceId,
      randomSpanId(),
      this.spanId,
      this.flags,
      this.traceState,
      this.baggage,
      false,
      this.clock,
    )
  }

  setAttribute(name: string, value: AttributeValue): void {
    this.recorded()?.setAttribute(name, value)
  }

  /** The span, made when the first has something to say; `undefined` where none is recorded. */
  recorded(): Span | undefined {
    if (this.span === undefined && this.clock !== undefined) this.begin(this.clock, '', 'server')
    return this.span
  }

  begin(clock: SpanClock, name: string, kind: SpanKind): RecordedSpan {
    const span = new RecordedSpan(this, clock, name, kind)
    this.span = span
    return span
  }

  toSpanContext(): SpanContext {
    const { traceId, spanId, sampled } = this
    const traceState = toTraceState(this.traceState)
    return { traceId, spanId, traceFlags: sampled ? 1 : 0, ...(traceState && { traceState }) }
  }
}
