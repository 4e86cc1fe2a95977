import { AsyncLocalStorage } from 'node:async_hooks'
import { ActiveTrace, type Scope } from './active-trace.ts'
import type { Attributes } from './attributes.ts'
import { parseBaggage } from './baggage.ts'
import { tracingError } from './errors.ts'
import type { Export, OtlpProtocol } from './export/open-export.ts'
import { randomSpanId, randomTraceId } from './random-ids.ts'
import { RecordedSpan, type SpanKind } from './recorded-span.ts'
import { Sampler, type SamplerName } from './sampler.ts'
import { type RequestSpanRecord, describeRequest } from './server-span.ts'
import { type ClockSource, SpanClock } from './span-clock.ts'
import { toSpanFailure } from './span-failure.ts'
import { SpanQueue } from './span-queue.ts'
import type { HeaderCarrier, Trace, TraceHeaders } from './trace.ts'
import { formatTraceparent, parseTraceparent, randomFlag, sampledFlag } from './traceparent.ts'
import { parseTraceState } from './trace-state.ts'
import type { Tracing } from './tracing.ts'

export interface TracingOptions {
  /** Where spans go: a URL, for HTTP with its path. Without it OpenTelemetry is not even loaded. */
  readonly endpoint?: string | undefined
  /** Default: `http/protobuf`. */
  readonly protocol?: OtlpProtocol | undefined
  /** Default: `parentbased_traceidratio`. */
  readonly sampler?: SamplerName | undefined
  /** The share of traces that a ratio sampler keeps. Default: 1. */
  readonly ratio?: number | undefined
  readonly serviceName: string
  readonly serviceVersion?: string | undefined
  readonly environment?: string | undefined
  /** More about the process, such as its region. */
  readonly resourceAttributes?: Attributes | undefined
  /** For the collector, such as a key. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** For one batch, repetitions included, in milliseconds. Default: 10 000. */
  readonly timeout?: number | undefined
  /** How long a span waits for others before it is sent, in milliseconds. Default: 5000. */
  readonly interval?: number | undefined
  /** How many spans may wait or be on their way; more are dropped. Default: 2048. */
  readonly maxQueue?: number | undefined
  /** Hears of the first failure of an export after a success. */
  readonly onError?: ((error: unknown) => void) | undefined
  readonly clock?: ClockSource | undefined
}

/** Starts the traces of a process. */
export function createTracing(options: TracingOptions): Tracing {
  return new ProcessTracing(options)
}

class ProcessTracing implements Tracing {
  readonly exporting: boolean
  readonly ready: Promise<void>
  readonly #sampler: Sampler
  readonly #queue: SpanQueue
  readonly #clock: SpanClock
  /** Given to traces, which record only with it. */
  readonly #recordingClock: SpanClock | undefined
  readonly #storage = new AsyncLocalStorage<Scope>()
  #export: Export | undefined = undefined
  #closing: Promise<void> | undefined = undefined

  constructor(options: TracingOptions) {
    const { maxQueue = 2048, endpoint } = options
    if (!Number.isInteger(maxQueue) || maxQueue < 1) {
      throw tracingError('QUEUE_INVALID', { size: String(maxQueue) })
    }
    this.#sampler = new Sampler(options.sampler ?? 'parentbased_traceidratio', options.ratio ?? 1)
    this.#queue = new SpanQueue(maxQueue)
    this.#clock = new SpanClock(options.clock)
    this.exporting = endpoint !== undefined
    this.#recordingClock = this.exporting ? this.#clock : undefined
    this.ready =
      endpoint === undefined
        ? Promise.resolve()
        : this.#load({ ...options, maxQueue }, toUrl(endpoint))
  }

  get exported(): number {
    return this.#queue.exported
  }

  get failed(): number {
    return this.#queue.failed
  }

  get dropped(): number {
    return this.#queue.dropped
  }

  get queued(): number {
    return this.#queue.queued
  }

  begin(headers: TraceHeaders): ActiveTrace {
    const given = headers['traceparent']
    const parent = typeof given === 'string' ? parseTraceparent(given) : undefined
    const baggage = headerOf(headers['baggage'], parseBaggage)
    if (parent === undefined) return this.#beginRoot(baggage)
    const sampler = this.#sampler
    const state = headerOf(headers['tracestate'], parseTraceState)
    const { traceId, flags } = parent
    if (sampler.parentBased) return this.#beginChild(parent.spanId, traceId, flags, state, baggage)
    const keeps = sampler.keeps(traceId, state)
    const decided = (flags & randomFlag) | (keeps ? sampledFlag : 0)
    const restated = sampler.restate(state, keeps)
    return this.#beginChild(parent.spanId, traceId, decided, restated, baggage)
  }

  endRequest(trace: Trace, record: RequestSpanRecord): void {
    if (!(trace instanceof ActiveTrace) || trace.clock === undefined) return
    const span = trace.recorded()
    if (!(span instanceof RecordedSpan) || span.ended) return
    describeRequest(span, record)
    this.#finish(span, record.started, record.started + record.durationMs)
  }

  root<Result>(
    headers: TraceHeaders,
    name: string,
    kind: SpanKind,
    attributes: Attributes,
    run: (trace: Trace) => Result,
  ): Result {
    const trace = this.begin(headers)
    if (trace.clock === undefined) return this.run(trace, () => run(trace))
    return this.#record(trace, trace.clock, name, kind, attributes, run)
  }

  span<Result>(
    parent: Trace | undefined,
    name: string,
    kind: SpanKind,
    attributes: Attributes,
    run: (trace: Trace | undefined) => Result,
  ): Result {
    if (!(parent instanceof ActiveTrace) || parent.clock === undefined) return run(parent)
    return this.#record(parent.child(), parent.clock, name, kind, attributes, run)
  }

  run<Result>(trace: Trace, run: () => Result): Result {
    if (!(trace instanceof ActiveTrace)) return run()
    // An unsampled request costs a scope only where user code might begin spans in it.
    if (trace.clock === undefined && this.#export?.user.wanted !== true) return run()
    return this.#storage.run(trace, run)
  }

  active(): Trace | undefined {
    return this.#storage.getStore()?.trace
  }

  inject(trace: Trace | undefined, headers: HeaderCarrier): void {
    if (trace === undefined) return
    const { traceId, parentSpanId, sampled, traceState, baggage } = trace
    // A span that nobody will ever see is no parent: the caller's is.
    const spanId = this.exporting ? trace.spanId : (parentSpanId ?? trace.spanId)
    const flags = trace instanceof ActiveTrace ? trace.flags : sampled ? sampledFlag : 0
    write(headers, 'traceparent', formatTraceparent({ traceId, spanId, flags }))
    if (traceState !== undefined) write(headers, 'tracestate', traceState)
    if (baggage !== undefined) write(headers, 'baggage', baggage)
  }

  async flush(timeout = 2000): Promise<void> {
    await within(timeout, async () => {
      await this.ready
      await this.#export?.flush()
    })
  }

  close(timeout = 2000): Promise<void> {
    this.#closing ??= this.#close(timeout)
    return this.#closing
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  async #close(timeout: number): Promise<void> {
    if (this.exporting) {
      await within(timeout, async () => {
        await this.ready
        await this.#export?.leave()
      })
    }
    this.#queue.close()
    this.#export?.user.close()
    await this.#export?.cut()
  }

  async #load(options: TracingOptions & { maxQueue: number }, url: URL): Promise<void> {
    try {
      const { openExport } = await import('./export/open-export.ts')
      const opened = await openExport({
        url,
        protocol: options.protocol ?? 'http/protobuf',
        headers: options.headers ?? {},
        resource: toResource(options),
        timeout: options.timeout ?? 10_000,
        interval: options.interval ?? 5000,
        maxQueue: options.maxQueue,
        sampler: this.#sampler,
        queue: this.#queue,
        storage: this.#storage,
        clock: this.#clock,
        onError: (error) => tell(options.onError, error),
      })
      this.#export = opened
      // Closed while it was on its way: there was no time for it.
      if (this.#queue.closed) {
        opened.user.close()
        await opened.cut()
      }
    } catch (cause) {
      this.#queue.close()
      tell(options.onError, tracingError('SDK_MISSING', {}, { cause }))
    }
  }

  #beginRoot(baggage: string | undefined): ActiveTrace {
    const traceId = randomTraceId()
    const keeps = this.#sampler.keeps(traceId)
    return new ActiveTrace(
      traceId,
      randomSpanId(),
      undefined,
      keeps ? sampledFlag : 0,
      keeps ? this.#sampler.rootState : undefined,
      baggage,
      false,
      this.#recordingClock,
    )
  }

  #beginChild(
    parentSpanId: string,
    traceId: string,
    flags: number,
    state: string | undefined,
    baggage: string | undefined,
  ): ActiveTrace {
    const clock = this.#recordingClock
    const spanId = randomSpanId()
    return new ActiveTrace(traceId, spanId, parentSpanId, flags, state, baggage, true, clock)
  }

  #record<Result>(
    trace: ActiveTrace,
    clock: SpanClock,
    name: string,
    kind: SpanKind,
    attributes: Attributes,
    run: (trace: ActiveTrace) => Result,
  ): Result {
    const span = trace.begin(clock, name, kind).setAttributes(attributes)
    const started = clock.now()
    const end = () => this.#finish(span, started, clock.now())
    const fail = (thrown: unknown): never => {
      const failure = toSpanFailure(thrown)
      if (failure !== undefined) span.fail(failure)
      end()
      throw thrown
    }
    try {
      const result = this.#storage.run(trace, run, trace)
      if (result instanceof Promise) {
        const settled: Promise<unknown> = result.then((value: unknown) => {
          end()
          return value
        }, fail)
        return settled as Result
      }
      end()
      return result
    } catch (error) {
      return fail(error)
    }
  }

  #finish(span: RecordedSpan, started: number, ended: number): void {
    span.finish(started, ended)
    this.#queue.add(span)
  }
}

function headerOf(
  given: string | readonly string[] | undefined,
  parse: (text: string) => string | undefined,
): string | undefined {
  if (given === undefined) return undefined
  return parse(typeof given === 'string' ? given : given.join(','))
}

function write(headers: HeaderCarrier, name: string, value: string): void {
  // To ask for `Headers` would load all of fetch.
  if (typeof headers.set === 'function') headers.set(name, value)
  else (headers as Record<string, unknown>)[name] = value
}

function toUrl(endpoint: string): URL {
  const url = URL.parse(endpoint)
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url
  throw tracingError('ENDPOINT_INVALID', { endpoint })
}

function toResource(options: TracingOptions): Attributes {
  return {
    ...options.resourceAttributes,
    'service.name': options.serviceName,
    'service.version': options.serviceVersion,
    'deployment.environment.name': options.environment,
  }
}

/** A listener that fails must not fail tracing. */
function tell(listener: TracingOptions['onError'], error: unknown): void {
  try {
    listener?.(error)
  } catch (failure) {
    process.emitWarning(failure instanceof Error ? failure : new Error(String(failure)))
  }
}

/** Waits for work, but not for long. It must not reject. */
async function within(milliseconds: number, work: () => Promise<void>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, milliseconds)
  await Promise.race([work(), late])
  clearTimeout(timer)
}
