import { type Context, propagation, trace } from '@opentelemetry/api'
import { ActiveTrace, type Scope } from '../active-trace.ts'
import { RecordedSpan } from '../recorded-span.ts'
import type { SpanClock } from '../span-clock.ts'

/** A context that user code made with OpenTelemetry, seen as a trace of ours. */
export class ForeignScope implements Scope {
  readonly context: Context
  readonly #clock: SpanClock
  #trace: ActiveTrace | undefined = undefined

  constructor(context: Context, clock: SpanClock) {
    this.context = context
    this.#clock = clock
  }

  get trace(): ActiveTrace | undefined {
    this.#trace ??= toActiveTrace(this.context, this.#clock)
    return this.#trace
  }
}

function toActiveTrace(context: Context, clock: SpanClock): ActiveTrace | undefined {
  const span = trace.getSpan(context)
  if (span === undefined) return undefined
  const baggage = toBaggageText(context)
  const ours = span instanceof RecordedSpan ? span.place : undefined
  if (ours instanceof ActiveTrace && ours.baggage === baggage) return ours
  const { traceId, spanId, traceFlags, traceState } = span.spanContext()
  const state = traceState?.serialize()
  const active = new ActiveTrace(
    traceId,
    spanId,
    undefined,
    traceFlags,
    state === '' ? undefined : state,
    baggage,
    false,
    clock,
  )
  active.span = span
  active.context = context
  return active
}

/** In the form that `baggageEntries` reads. */
function toBaggageText(context: Context): string | undefined {
  const entries = propagation.getBaggage(context)?.getAllEntries() ?? []
  if (entries.length === 0) return undefined
  return entries.map(([name, { value }]) => `${name}=${encodeURIComponent(value)}`).join(',')
}
