import type {
  Attributes as SpanAttributes,
  AttributeValue as SpanAttributeValue,
  Exception,
  HrTime,
  Link,
  Span,
  SpanContext,
  SpanStatus,
  TimeInput,
} from '@opentelemetry/api'
import type { Resource } from '@opentelemetry/resources'
import type { ReadableSpan, TimedEvent } from '@opentelemetry/sdk-trace'
import { type Attributes, clippedValue } from './attributes.ts'
import { type SpanFailure, toSpanFailure } from './span-failure.ts'
import { type SpanClock, toHrTime } from './span-clock.ts'
import { sampledFlag } from './traceparent.ts'
import { TraceStateText } from './trace-state.ts'

/** The same numbers as OpenTelemetry has, which is not loaded for them. */
export const spanKinds = { internal: 0, server: 1, client: 2, producer: 3, consumer: 4 } as const

export type SpanKind = keyof typeof spanKinds

/** Where a span stands in its trace. */
export interface SpanPlace {
  readonly traceId: string
  readonly parentSpanId: string | undefined
  readonly remoteParent: boolean
  toSpanContext(): SpanContext
}

const statusError = 2
const mostAttributes = 128
const mostEvents = 32
const scope = { name: 'seaworthy' }

/**
 * A span of ours: what an exporter reads, and what user code that asks OpenTelemetry for the active
 * span gets. Whoever began it ends it, so `end()` does nothing.
 */
export class RecordedSpan implements ReadableSpan, Span {
  name: string
  kind: number
  readonly attributes: SpanAttributes = {}
  readonly events: TimedEvent[] = []
  readonly links: Link[] = []
  status: SpanStatus = { code: 0 }
  startTime: HrTime = [0, 0]
  endTime: HrTime = [0, 0]
  duration: HrTime = [0, 0]
  ended = false
  readonly instrumentationScope = scope
  droppedAttributesCount = 0
  droppedEventsCount = 0
  readonly droppedLinksCount = 0
  /** Known when it is exported: the SDK may still be on its way when a span ends. */
  declare resource: Resource
  readonly place: SpanPlace
  readonly #clock: SpanClock
  #context: SpanContext | undefined = undefined
  #attributeCount = 0
  #renamed = false

  constructor(place: SpanPlace, clock: SpanClock, name: string, kind: SpanKind) {
    this.place = place
    this.#clock = clock
    this.name = name
    this.kind = spanKinds[kind]
  }

  spanContext(): SpanContext {
    this.#context ??= this.place.toSpanContext()
    return this.#context
  }

  get parentSpanContext(): SpanContext {
    // With no parent there is no id, which an exporter takes for none.
    const { traceId, parentSpanId = '', remoteParent } = this.place
    return { traceId, spanId: parentSpanId, traceFlags: sampledFlag, isRemote: remoteParent }
  }

  setAttribute(key: string, value: SpanAttributeValue): this {
    if (this.ended || value === undefined || value === null) return this
    if (this.attributes[key] === undefined && ++this.#attributeCount > mostAttributes) {
      this.droppedAttributesCount++
      return this
    }
    this.attributes[key] = clippedValue(value)
    return this
  }

  setAttributes(attributes: SpanAttributes | Attributes): this {
    for (const key in attributes) this.setAttribute(key, attributes[key])
    return this
  }

  addEvent(name: string, attributesOrTime?: SpanAttributes | TimeInput, time?: TimeInput): this {
    if (this.ended) return this
    if (this.events.length >= mostEvents) {
      this.droppedEventsCount++
      return this
    }
    const first = isTime(attributesOrTime) ? attributesOrTime : undefined
    const attributes = first === undefined ? (attributesOrTime as SpanAttributes) : undefined
    const when = this.#timeOf(time ?? first)
    this.events.push({ name, time: when, ...(attributes && { attributes }) })
    return this
  }

  addLink(link: Link): this {
    if (!this.ended && this.links.length < mostEvents) this.links.push(link)
    return this
  }

  addLinks(links: Link[]): this {
    for (const link of links) this.addLink(link)
    return this
  }

  setStatus(status: SpanStatus): this {
    if (!this.ended) this.status = { code: status.code }
    return this
  }

  updateName(name: string): this {
    if (this.ended) return this
    this.name = name
    this.#renamed = true
    return this
  }

  recordException(exception: Exception): void {
    const failure = toSpanFailure(exception)
    if (failure !== undefined) this.#addException(failure)
  }

  end(): void {}

  isRecording(): boolean {
    return !this.ended
  }

  /** Marks it as failed. */
  fail(failure: SpanFailure): void {
    this.setAttribute('error.type', failure.type)
    this.#addException(failure)
    this.status = { code: statusError }
  }

  failWith(type: string): void {
    this.setAttribute('error.type', type)
    this.status = { code: statusError }
  }

  /** Gives it the name of the framework, unless user code gave it one. */
  call(name: string): void {
    if (!this.#renamed) this.name = name
  }

  /** Times are those of the clock. */
  finish(started: number, ended: number): void {
    if (this.ended) return
    this.startTime = this.#clock.toHrTime(started)
    this.endTime = this.#clock.toHrTime(ended)
    this.duration = toHrTime(Math.max(0, ended - started))
    this.ended = true
  }

  #addException({ type, message }: SpanFailure): void {
    const attributes = { 'exception.type': type, ...(message && { 'exception.message': message }) }
    this.addEvent('exception', attributes)
  }

  #timeOf(time: TimeInput | undefined): HrTime {
    if (Array.isArray(time)) return time
    if (time instanceof Date) return toHrTime(time.getTime())
    // As in the SDK: a number is on the scale of performance.now() or of Date.now().
    if (typeof time === 'number' && time > this.#clock.now()) return toHrTime(time)
    return this.#clock.toHrTime(time ?? this.#clock.now())
  }
}

function isTime(value: unknown): value is TimeInput {
  return typeof value === 'number' || value instanceof Date || Array.isArray(value)
}

export function toTraceState(text: string | undefined): TraceStateText | undefined {
  return text === undefined ? undefined : new TraceStateText(text)
}
