import type { ApiModel } from '@seaworthy/design'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { compileAuthentication } from './authenticate.ts'
import { toFastifyPath } from './fastify-path.ts'
import { automaticProblem } from './problem.ts'
import { contextOf } from './request-tracker.ts'
import { routeConfig, unrouted } from './route-identity.ts'
import type { PlanOptions } from './route-plan.ts'

/**
 * Serves the static files of a design through @fastify/static, which is only loaded when there are
 * some. What the service asks of callers holds for its files too. Ranges, ETag and Last-Modified; no listings, no dot files, nothing outside the folder.
 */
export async function mountFiles(
  app: FastifyInstance,
  model: ApiModel,
  { api, authenticators }: Pick<PlanOptions, 'api' | 'authenticators'>,
): Promise<void> {
  const all = model.services.flatMap(({ files }) => files)
  if (all.length === 0) return
  await addSendFile(app)
  for (const { path, folder, index, maxAge, security } of all) {
    const authenticate = compileAuthentication({ security }, api, authenticators)
    const many = path.includes('{*')
    const root = many ? resolve(folder) : dirname(resolve(folder))
    const fileOf = many
      ? (request: FastifyRequest) => withIndex((request.params as { '*': string })['*'], index)
      : () => basename(folder)
    const options = { ...sendOptions, maxAge: maxAge * 1000 }
    app.route({
      method: ['GET', 'HEAD'],
      url: toFastifyPath(path.slice(model.path.length)),
      exposeHeadRoute: false,
      config: routeConfig({ ...unrouted, template: path }),
      handler: async (request, reply): Promise<FastifyReply> => {
        const context = contextOf(reply.raw)
        if (context !== undefined) context.principal = await authenticate?.(context)
        const file = fileOf(request)
        if (!(await isFile(root, file))) throw automaticProblem('notFound')
        return reply.sendFile(file, root, options)
      },
    })
  }
}

/** All of them, in case the application has a @fastify/static of its own with other ideas. */
const sendOptions = {
  acceptRanges: true,
  cacheControl: true,
  dotfiles: 'ignore',
  etag: true,
  immutable: false,
  index: false,
  lastModified: true,
} as const

async function addSendFile(app: FastifyInstance): Promise<void> {
  if (app.hasReplyDecorator('sendFile')) return
  const { default: fastifyStatic } = await import('@fastify/static')
  await app.register(fastifyStatic, { root: process.cwd(), serve: false })
}

function withIndex(path: string, index: string | undefined): string {
  return index !== undefined && (path === '' || path.endsWith('/')) ? path + index : path
}

/**
 * Only a plain path of a file may pass: no empty segment, none that begins with a dot, and nothing
 * that a file system might read as more than a name.
 */
async function isFile(root: string, file: string): Promise<boolean> {
  const plain = file.split('/').every((segment) => /^[^.\\:\0][^\\:\0]*$/.test(segment))
  if (!plain) return false
  try {
    return (await stat(join(root, file))).isFile()
  } catch {
    // It is not there, or not for us to read: the same to the client.
    return false
  }
}
