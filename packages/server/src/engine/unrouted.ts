import type { ApiModel } from '@seaworthy/design'
import createRouter from 'find-my-way'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { toFastifyPath } from './fastify-path.ts'
import { automaticProblem } from './problem.ts'
import { recordOutcome } from './record-outcome.ts'
import { RequestContext, type RouteIdentity } from './request-context.ts'
import type { PlanOptions } from './route-plan.ts'
import { sendProblem } from './send.ts'
import { toProblem } from './to-problem.ts'

/** A request that no route of the design takes. */
export const unrouted: RouteIdentity = { method: undefined, template: undefined, errors: {} }

/**
 * Answers what no route takes: OPTIONS with the methods of the path, known paths with 405 and
 * `Allow`, others with 404; and errors that plug-ins or Fastify raise, as problem documents.
 */
export function handleUnrouted(app: FastifyInstance, model: ApiModel, shared: PlanOptions): void {
  const verbsOf = indexPaths(model)
  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    const context = new RequestContext(unrouted, request, reply)
    recordOutcome(context, shared.record)
    const verbs = verbsOf(pathOf(request.raw.url ?? '/'))
    if (verbs === undefined) sendProblem(context, automaticProblem('notFound'))
    else if (request.method === 'OPTIONS') {
      reply.code(204).header('allow', verbs).header('x-request-id', context.requestId).send()
    } else {
      const problem = automaticProblem('methodNotAllowed', {
        detail: `This address supports ${verbs}`,
        headers: { allow: verbs },
      })
      sendProblem(context, problem)
    }
    return reply
  })
  handleErrors(app, shared)
}

/** Errors of hooks, plug-ins and Fastify itself become problem documents. */
export function handleErrors(app: FastifyInstance, shared: PlanOptions): void {
  app.setErrorHandler((error, request, reply) => {
    const context = new RequestContext(unrouted, request, reply)
    recordOutcome(context, shared.record)
    const problem = toProblem(error)
    if (problem.status >= 500) context.failure = error
    sendProblem(context, problem)
    return reply
  })
}

function indexPaths(model: ApiModel): (path: string) => string | undefined {
  const router = createRouter()
  const verbs = new Map<string, Set<string>>()
  const add = (path: string, verb: string) => {
    const key = toFastifyPath(path).replace(/:(\w+)/g, ':_')
    const known = verbs.get(key) ?? new Set(['OPTIONS'])
    verbs.set(key, known.add(verb))
    if (verb === 'GET') known.add('HEAD')
  }
  for (const service of model.services) {
    for (const { routes } of service.methods) for (const { path, verb } of routes) add(path, verb)
    for (const { path } of [...service.files, ...service.redirects]) add(path, 'GET')
  }
  for (const [path, found] of verbs) {
    const allow = [...found].sort().join(', ')
    const names = path.replace(/:_/g, (_, offset: number) => `:p${offset}`)
    router.on('GET', names, () => undefined, allow)
  }
  return (path) => router.find('GET', path)?.store as string | undefined
}

function pathOf(url: string): string {
  const query = url.indexOf('?')
  return query < 0 ? url : url.slice(0, query)
}
