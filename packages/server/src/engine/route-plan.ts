import type { CodecCompiler, MethodModel, RouteModel } from '@seaworthy/design'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Authenticate, compileAuthentication } from './authenticate.ts'
import { DeadlineError, withDeadline } from './deadline.ts'
import { createDesignedErrors } from './designed-errors.ts'
import type { HandlerContext } from './handler-context.ts'
import type { Limits } from './limits.ts'
import { accepts } from './negotiate.ts'
import type { Authenticator } from './principal.ts'
import { DesignedError, ProblemError, automaticProblem } from './problem.ts'
import { RequestContext, type RouteIdentity } from './request-context.ts'
import { RequestDecoder } from './request-decoder.ts'
import { ResponseEncoder } from './response-encoder.ts'
import { recordOutcome } from './record-outcome.ts'
import type { Recorder } from './outcome.ts'
import { sendProblem, sendResponse } from './send.ts'

/** What all routes of an API share. */
export interface PlanOptions {
  readonly api: string
  readonly decoding: CodecCompiler
  readonly encoding: CodecCompiler
  readonly authenticators: Readonly<Record<string, Authenticator>>
  readonly limits: Limits
  readonly record: Recorder
}

export type UntypedHandler = (payload: unknown, context: HandlerContext<unknown>) => unknown

/**
 * Everything about a route that does not depend on the request, worked out once at start. `handle`
 * is the path of a request: security, negotiation, decoding, handler, encoding, record.
 */
export class RoutePlan implements RouteIdentity {
  readonly method: MethodModel
  readonly template: string
  readonly errors: ReturnType<typeof createDesignedErrors>
  readonly #authenticate: Authenticate | undefined
  readonly #produces: readonly string[]
  readonly #decoder: RequestDecoder
  readonly #handler: UntypedHandler
  readonly #encoder: ResponseEncoder
  readonly #record: Recorder

  constructor(
    method: MethodModel,
    route: RouteModel,
    handler: UntypedHandler,
    options: PlanOptions,
  ) {
    this.method = method
    this.template = route.path
    this.errors = createDesignedErrors(method.errors)
    this.#authenticate = compileAuthentication(method, options.api, options.authenticators)
    this.#produces = route.responses.flatMap(({ body }) =>
      body === undefined ? [] : [body.contentType],
    )
    this.#decoder = new RequestDecoder(method, route, options.decoding, options.limits)
    this.#handler = handler
    this.#encoder = new ResponseEncoder(method, route, options.encoding)
    this.#record = options.record
  }

  async handle(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const context = new RequestContext(this, request, reply)
    recordOutcome(context, this.#record)
    try {
      if (this.#authenticate !== undefined) context.principal = await this.#authenticate(context)
      this.#negotiate(context)
      const payload = await this.#decoder.decode(context)
      const result = await withDeadline(context, () => this.#handler(payload, context))
      sendResponse(context, this.#encoder.encode(result))
    } catch (error) {
      sendProblem(context, this.#toProblem(error, context))
    }
    return reply
  }

  #negotiate({ headers }: RequestContext): void {
    const { accept } = headers
    if (accept === undefined || this.#produces.length === 0) return
    if (this.#produces.some((contentType) => accepts(accept, contentType))) return
    throw automaticProblem('notAcceptable', {
      detail: `The response is ${[...new Set(this.#produces)].join(' or ')}`,
    })
  }

  /** Only errors that the design of this method names go out as they are; the rest is a 500. */
  #toProblem(error: unknown, context: RequestContext): ProblemError {
    if (error instanceof DesignedError) {
      if (this.method.errors.includes(error.model)) return this.#checked(error, context)
    } else if (error instanceof ProblemError) {
      return error
    } else if (error instanceof DeadlineError) {
      context.failure = error
      return automaticProblem('deadlineExceeded')
    }
    context.failure = error
    return automaticProblem('internal')
  }

  #checked(error: DesignedError, context: RequestContext): ProblemError {
    const problem = this.#encoder.encodeProblem(error)
    if (problem instanceof ProblemError) return problem
    context.failure = problem
    return automaticProblem('internal')
  }
}
