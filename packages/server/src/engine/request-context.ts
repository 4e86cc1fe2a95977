import type { MethodModel } from '@seaworthy/design'
import type { Logger } from '@seaworthy/telemetry/log'
import type { Trace } from '@seaworthy/telemetry/trace'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { DeadlineQueue } from './deadline-queue.ts'
import type { DesignedErrors } from './designed-errors.ts'
import type { HandlerContext, RawRequest } from './handler-context.ts'
import type { Observer } from './observer.ts'
import type { Recorder } from './outcome.ts'
import type { Principal } from './principal.ts'
import { requestIdOf } from './request-id.ts'
import { type RouteIdentity, unrouted } from './route-identity.ts'

/**
 * One request on its way: what a handler sees, and what the record of it needs. What few requests
 * need is made when it is asked for.
 */
export class RequestContext implements HandlerContext, RawRequest {
  readonly incoming: FastifyRequest
  readonly reply: FastifyReply
  readonly started: number
  readonly requestId: string
  /** Kept from the start: a socket that is gone does not know its address any more. */
  readonly remoteAddress: string
  record: Recorder
  /** Found when its handler is reached; before that a plug-in may answer. */
  route: RouteIdentity | undefined = undefined
  principal: Principal | undefined = undefined
  /** What failed, for the record; never sent. */
  failure: unknown = undefined
  /** There is an answer, or nobody to answer: whatever comes later is dropped. */
  settled = false
  /** Where its deadline is watched. */
  deadlines: DeadlineQueue<RequestContext> | undefined = undefined
  /** The request before this one on its connection, as long as it is under way. */
  before: RequestContext | undefined = undefined
  /** The answer is out; the connection is only kept open for a client that is still sending. */
  lingering = false
  /** The body is on its way: if time runs out now, the client was too slow. */
  receiving = false
  /** The handler has been called: from now on only designed errors go out as they are. */
  handling = false
  #controller: AbortController | undefined = undefined
  #abortReason: Error | undefined = undefined
  readonly trace: Trace
  readonly #observer: Observer
  #log: Logger | undefined = undefined

  constructor(incoming: FastifyRequest, reply: FastifyReply, observer: Observer) {
    this.incoming = incoming
    this.reply = reply
    this.record = observer.record
    this.trace = observer.tracing.begin(incoming.raw.headers)
    this.#observer = observer
    this.started = performance.now()
    this.requestId = requestIdOf(incoming.raw.headers)
    this.remoteAddress = incoming.ip ?? ''
  }

  get errors(): DesignedErrors<Record<never, never>> {
    return (this.route ?? unrouted).errors
  }

  /** Handlers only run on routes of the design, which have a method. */
  get method(): MethodModel {
    return this.route?.method as MethodModel
  }

  get request(): RawRequest {
    return this
  }

  get headers() {
    return this.incoming.raw.headers
  }

  get url(): string {
    return this.incoming.raw.url ?? '/'
  }

  get verb(): string {
    return this.incoming.raw.method ?? 'GET'
  }

  get traceId(): string {
    return this.trace.traceId
  }

  get log(): Logger {
    this.#log ??= this.#observer.log().child({
      request_id: this.requestId,
      trace_id: this.trace.traceId,
      span_id: this.trace.spanId,
      ...(this.principal && { user_id: this.principal.subject }),
    })
    return this.#log
  }

  /** Runs a handler so that what it starts belongs to the trace of the request. */
  runTraced<Result>(run: () => Result): Result {
    return this.#observer.tracing.run(this.trace, run)
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.#abortReason !== undefined) this.#controller.abort(this.#abortReason)
    }
    return this.#controller.signal
  }

  /** A property, so that handlers can take it out of the context. */
  get remaining(): () => number {
    return () => Math.max(0, this.started + this.method.deadline - performance.now())
  }

  settle(): void {
    this.settled = true
    this.deadlines?.delete(this)
  }

  abort(reason: Error): void {
    if (this.#abortReason !== undefined) return
    this.#abortReason = reason
    this.#controller?.abort(reason)
  }
}
