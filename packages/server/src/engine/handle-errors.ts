import type { FastifyInstance } from 'fastify'
import { DesignedError } from './problem.ts'
import { contextOf } from './request-tracker.ts'
import type { RequestContext } from './request-context.ts'
import { RoutePlan } from './route-plan.ts'
import { identityOf } from './route-identity.ts'
import { sendBareFailure, sendProblem } from './send.ts'
import { toProblem } from './to-problem.ts'
import { answerUnrouted } from './unrouted.ts'

/** Answers what hooks, plug-ins and Fastify itself throw with problem documents. */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const context = contextOf(reply.raw) as RequestContext
    const route = identityOf(request)
    if (context.settled) {
      // It failed on the way out, where it may fail again.
      sendBareFailure(context, error)
    } else if (isAboutMediaType(error) && route instanceof RoutePlan) {
      // Whether the body can be read is looked at after who sends it.
      route.take(request, reply)
    } else if (isAboutMediaType(error) && request.is404) {
      answerUnrouted(request, reply)
    } else if (error instanceof DesignedError && route instanceof RoutePlan) {
      context.route = route
      route.fail(context, error)
    } else {
      const problem = toProblem(error)
      if (problem.status >= 500) context.failure = error
      sendProblem(context, problem)
    }
  })
}

function isAboutMediaType(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown }
  return code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || code === 'FST_ERR_ROUTE_MISSING_CONTENT_TYPE'
}
