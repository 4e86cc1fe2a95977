import type { ApiModel, RedirectDefinition } from '@seaworthy/design'
import type { FastifyInstance } from 'fastify'
import { toFastifyPath } from './fastify-path.ts'

/** Serves the redirects of a design: the service behind them is never called. */
export function mountRedirects(app: FastifyInstance, model: ApiModel): void {
  for (const { path, to, status } of model.services.flatMap(({ redirects }) => redirects)) {
    app.route({
      method: ['GET', 'HEAD'],
      url: toFastifyPath(path.slice(model.path.length)),
      exposeHeadRoute: false,
      handler: (request, reply) => {
        const parameters = request.params as Readonly<Record<string, string>>
        return reply.redirect(target(to, parameters), status)
      },
    })
  }
}

/** A parameter fills one segment: what it holds can never lead to another host. */
function target(
  to: RedirectDefinition['to'],
  parameters: Readonly<Record<string, string>>,
): string {
  return to.replace(/\{(\*?)(\w+)\}/g, (_, star: string, name: string) =>
    star === '*'
      ? (parameters['*'] ?? '').split('/').map(encodeURIComponent).join('/')
      : encodeURIComponent(parameters[name] ?? ''),
  )
}
