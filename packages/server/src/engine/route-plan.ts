import {
  type AutomaticProblem,
  type CodecCompiler,
  type MethodModel,
  type RouteModel,
  automaticProblemType,
  automaticProblems,
} from '@seaworthy/design'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Authenticate, compileAuthentication } from './authenticate.ts'
import type { Deadlines } from './deadline.ts'
import type { DeadlineQueue } from './deadline-queue.ts'
import { createDesignedErrors } from './designed-errors.ts'
import { hasEmptySegment } from './fastify-path.ts'
import type { HandlerContext } from './handler-context.ts'
import { classifyDatabaseError } from '../postgres/sqlstate.ts'
import type { Limits } from './limits.ts'
import { accepts } from './negotiate.ts'
import type { Authenticator } from './principal.ts'
import { DesignedError, ProblemError, automaticProblem } from './problem.ts'
import { readJsonBody } from './request-body.ts'
import type { RequestContext } from './request-context.ts'
import { RequestDecoder } from './request-decoder.ts'
import { contextOf } from './request-tracker.ts'
import { ResponseEncoder } from './response-encoder.ts'
import type { RouteIdentity } from './route-identity.ts'
import { sendBareFailure, sendProblem, sendResponse } from './send.ts'
import { answerUnrouted } from './unrouted.ts'

/** What all routes of an API share. */
export interface PlanOptions {
  readonly api: string
  readonly decoding: CodecCompiler
  readonly encoding: CodecCompiler
  readonly authenticators: Readonly<Record<string, Authenticator>>
  readonly limits: Limits
  readonly deadlines: Deadlines
}

export type UntypedHandler = (payload: unknown, context: HandlerContext) => unknown

/**
 * Everything about a route that does not depend on the request, worked out once at start. `handle`
 * is the path of a request: security, negotiation, body, payload, handler, response.
 */
export class RoutePlan implements RouteIdentity {
  readonly method: MethodModel
  readonly template: string
  readonly errors: ReturnType<typeof createDesignedErrors>
  readonly #deadlines: DeadlineQueue<RequestContext>
  readonly #authenticate: Authenticate | undefined
  readonly #produces: readonly string[]
  readonly #decoder: RequestDecoder
  readonly #handler: UntypedHandler
  readonly #encoder: ResponseEncoder
  readonly #limits: Limits

  constructor(
    method: MethodModel,
    route: RouteModel,
    handler: UntypedHandler,
    options: PlanOptions,
  ) {
    this.method = method
    this.template = route.path
    this.errors = createDesignedErrors(method.errors)
    this.#deadlines = options.deadlines.of(method.deadline)
    this.#authenticate = compileAuthentication(method, options.api, options.authenticators)
    this.#produces = route.responses.flatMap(({ body }) =>
      body === undefined ? [] : [body.contentType],
    )
    this.#decoder = new RequestDecoder(method, route, options.decoding, options.limits)
    this.#handler = handler
    this.#encoder = new ResponseEncoder(method, route, options.encoding)
    this.#limits = options.limits
  }

  /** Takes a request over from Fastify: it is answered here, or at its deadline. */
  take(request: FastifyRequest, reply: FastifyReply): void {
    if (hasEmptySegment(request.params)) return answerUnrouted(request, reply)
    const context = contextOf(reply.raw) as RequestContext
    context.route = this
    context.deadlines = this.#deadlines
    this.#deadlines.add(context)
    void this.handle(context)
  }

  async handle(context: RequestContext): Promise<void> {
    try {
      if (this.#authenticate !== undefined) context.principal = await this.#authenticate(context)
      this.#negotiate(context)
      const body = this.#decoder.takesBody ? await readJsonBody(context, this.#limits) : undefined
      const payload = this.#decoder.decode(context, body)
      if (context.settled) return
      context.handling = true
      const result = await context.runTraced(() => this.#handler(payload, context))
      if (context.settled) return
      sendResponse(context, this.#encoder.encode(result))
    } catch (error) {
      this.fail(context, error)
    }
  }

  /** Answers with what was thrown. Nothing is thrown from here. */
  fail(context: RequestContext, error: unknown): void {
    if (context.settled) return
    try {
      const problem = this.#toProblem(error, context)
      if (problem.status >= 500) context.failure ??= toFailure(error)
      sendProblem(context, problem)
    } catch (failure) {
      sendBareFailure(context, failure)
    }
  }

  #negotiate({ headers }: RequestContext): void {
    const { accept } = headers
    if (accept === undefined || this.#produces.length === 0) return
    if (this.#produces.some((contentType) => accepts(accept, contentType))) return
    throw automaticProblem('notAcceptable', {
      detail: `The response is ${[...new Set(this.#produces)].join(' or ')}`,
    })
  }

  /** Of what a handler throws, only errors that its design names go out; the rest is a 500. */
  #toProblem(error: unknown, context: RequestContext): ProblemError {
    if (error instanceof DesignedError) {
      if (this.method.errors.includes(error.model)) return this.#checked(error, context)
    } else if (error instanceof ProblemError) {
      if (!context.handling || isAutomatic(error)) return error
    }
    return faultProblem(error)
  }

  #checked(error: DesignedError, context: RequestContext): ProblemError {
    const problem = this.#encoder.encodeProblem(error)
    if (problem instanceof ProblemError) return problem
    context.failure = problem
    return automaticProblem('internal')
  }
}

/** A database that is gone or too slow is no defect of the service: callers may come again. */
function faultProblem(error: unknown): ProblemError {
  const fault = classifyDatabaseError(error)
  if (fault?.status === 503) return automaticProblem('unavailable')
  return automaticProblem(fault?.status === 504 ? 'deadlineExceeded' : 'internal')
}

const automaticTypes: ReadonlySet<string> = new Set(
  (Object.keys(automaticProblems) as AutomaticProblem[]).map(automaticProblemType),
)

/** The problems that every method may answer with: documents list them all. */
function isAutomatic({ type }: ProblemError): boolean {
  return automaticTypes.has(type)
}

/** What was thrown, as an error that a log can show. */
function toFailure(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown
  return new Error('Something was thrown that is no error', { cause: thrown })
}
