import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import { hasEmptySegment } from './fastify-path.ts'
import { type ProblemError, automaticProblem } from './problem.ts'
import type { RequestContext } from './request-context.ts'
import { contextOf } from './request-tracker.ts'
import { unrouted } from './route-identity.ts'
import { sendProblem, sendResponse } from './send.ts'

const prefixesKey: unique symbol = Symbol('seaworthy.prefixes')

/** Answers what no route takes below the prefix of an application, or in all of it. */
export function handleUnrouted(app: FastifyInstance): void {
  // Fastify has one answer for a prefix; the first API below it gives it for the others.
  const server = app.server as { [prefixesKey]?: Set<string> }
  const prefixes = (server[prefixesKey] ??= new Set())
  if (prefixes.has(app.prefix)) return
  prefixes.add(app.prefix)
  app.setNotFoundHandler(answerUnrouted)
}

/**
 * Answers what no route takes: OPTIONS with the methods of the path, known paths with 405 and
 * `Allow`, others with 404.
 */
export function answerUnrouted(request: FastifyRequest, reply: FastifyReply): void {
  const context = contextOf(reply.raw) as RequestContext
  context.route = unrouted
  const verbs = verbsOf(request)
  if (verbs === undefined) sendProblem(context, automaticProblem('notFound'))
  else if (request.method === 'OPTIONS') sendOptions(context, verbs)
  else sendProblem(context, methodNotAllowed(verbs))
}

export function methodNotAllowed(verbs: string): ProblemError {
  return automaticProblem('methodNotAllowed', {
    detail: `This address supports ${verbs === '' ? 'no method' : verbs}`,
    headers: { allow: verbs },
  })
}

function sendOptions(context: RequestContext, verbs: string): void {
  const headers = [['allow', verbs]] as const
  sendResponse(context, { status: 204, contentType: undefined, body: undefined, headers })
}

const designedVerbs: readonly HTTPMethods[] = ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT']

/** The methods that some route takes at this address, as `Allow` lists them. */
function verbsOf({ server, raw }: FastifyRequest): string | undefined {
  const url = raw.url ?? '/'
  const found =
    url === '*' ? designedVerbs : designedVerbs.filter((method) => takes(server, method, url))
  return found.length === 0 ? undefined : [...found, 'OPTIONS'].sort().join(', ')
}

function takes(server: FastifyInstance, method: HTTPMethods, url: string): boolean {
  const route = server.findRoute({ method, url }) as { params: unknown } | null
  return route !== null && !hasEmptySegment(route.params)
}
