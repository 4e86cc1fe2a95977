import type { ApiModel, RedirectDefinition } from '@seaworthy/design'
import type { FastifyInstance } from 'fastify'
import { hasEmptySegment, toFastifyPath } from './fastify-path.ts'
import type { RequestContext } from './request-context.ts'
import { contextOf } from './request-tracker.ts'
import { routeConfig, unrouted } from './route-identity.ts'
import { sendResponse } from './send.ts'
import { answerUnrouted } from './unrouted.ts'

/** Serves the redirects of a design: the service behind them is never called. */
export function mountRedirects(app: FastifyInstance, model: ApiModel): void {
  for (const { path, to, status } of model.services.flatMap(({ redirects }) => redirects)) {
    app.route({
      method: ['GET', 'HEAD'],
      url: toFastifyPath(path.slice(model.path.length)),
      exposeHeadRoute: false,
      config: routeConfig({ ...unrouted, template: path }),
      handler: (request, reply) => {
        if (hasEmptySegment(request.params)) return answerUnrouted(request, reply)
        const parameters = request.params as Readonly<Record<string, string>>
        const headers = [['location', target(to, parameters)]] as const
        const context = contextOf(reply.raw) as RequestContext
        sendResponse(context, { status, headers, contentType: undefined, body: undefined })
      },
    })
  }
}

/**
 * A parameter fills one segment, or several that follow a slash: what it holds can never lead to
 * another host, as `//host` would.
 */
function target(
  to: RedirectDefinition['to'],
  parameters: Readonly<Record<string, string>>,
): string {
  return to.replace(/\{(\*?)(\w+)\}/g, (_, star: string, name: string) =>
    star === '*' ? encodePath(parameters['*'] ?? '') : encodeURIComponent(parameters[name] ?? ''),
  )
}

function encodePath(path: string): string {
  return path.replace(/^\/+/, '').split('/').map(encodeURIComponent).join('/')
}
