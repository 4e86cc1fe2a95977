import type { MethodModel } from '@seaworthy/design'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { DesignedErrors } from './designed-errors.ts'
import type { HandlerContext, RawRequest } from './handler-context.ts'
import type { Principal } from './principal.ts'
import { requestIdOf } from './request-id.ts'
import { traceIdOf } from './trace-id.ts'

/** What is fixed for all requests of a route. */
export interface RouteIdentity {
  /** `undefined`: no method of the design. */
  readonly method: MethodModel | undefined
  /** The route template: `/api/v1/users/{id}`. */
  readonly template: string | undefined
  readonly errors: DesignedErrors<unknown>
}

/**
 * One request on its way: what a handler sees, and what the record of it needs. What few requests
 * need is made when it is asked for.
 */
export class RequestContext implements HandlerContext<unknown>, RawRequest {
  readonly route: RouteIdentity
  readonly incoming: FastifyRequest
  readonly reply: FastifyReply
  readonly started: number
  readonly requestId: string
  principal: Principal | undefined = undefined
  /** What failed, for the record; never sent. */
  failure: unknown = undefined
  responseSize = 0
  #controller: AbortController | undefined = undefined
  #abortReason: Error | undefined = undefined
  #traceId: string | undefined = undefined

  constructor(route: RouteIdentity, incoming: FastifyRequest, reply: FastifyReply) {
    this.route = route
    this.incoming = incoming
    this.reply = reply
    this.started = performance.now()
    this.requestId = requestIdOf(incoming.raw.headers)
  }

  get errors(): DesignedErrors<unknown> {
    return this.route.errors
  }

  /** Handlers only run on routes of the design, which have a method. */
  get method(): MethodModel {
    return this.route.method as MethodModel
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

  get remoteAddress(): string {
    return this.incoming.ip
  }

  get traceId(): string {
    this.#traceId ??= traceIdOf(this.headers)
    return this.#traceId
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.#abortReason !== undefined) this.#controller.abort(this.#abortReason)
    }
    return this.#controller.signal
  }

  remaining(): number {
    return Math.max(0, this.started + this.method.deadline - performance.now())
  }

  abort(reason: Error): void {
    this.#abortReason ??= reason
    this.#controller?.abort(reason)
  }
}
