import type { ApiModel } from '@seaworthy/design'
import type { FastifyInstance } from 'fastify'
import { basename, dirname, resolve } from 'node:path'
import { toFastifyPath } from './fastify-path.ts'
import { automaticProblem } from './problem.ts'

/**
 * Serves the static files of a design through @fastify/static, which is only loaded when there are
 * some: ranges, ETag and Last-Modified; no listings, no dot files, nothing outside the folder.
 */
export async function mountFiles(app: FastifyInstance, model: ApiModel): Promise<void> {
  const all = model.services.flatMap(({ files }) => files)
  if (all.length === 0) return
  const { default: fastifyStatic } = await import('@fastify/static')
  await app.register(fastifyStatic, { root: process.cwd(), serve: false })
  for (const { path, folder, index, maxAge } of all) {
    const many = path.includes('{*')
    const root = many ? resolve(folder) : dirname(resolve(folder))
    const single = many ? undefined : basename(folder)
    const options = { maxAge: maxAge * 1000, dotfiles: 'ignore', index: false } as const
    app.route({
      method: ['GET', 'HEAD'],
      url: toFastifyPath(path.slice(model.path.length)),
      exposeHeadRoute: false,
      handler: (request, reply) => {
        const asked = single ?? (request.params as { '*': string })['*']
        const folderAsked = asked === '' || asked.endsWith('/')
        if (folderAsked && index === undefined) throw automaticProblem('notFound')
        return reply.sendFile(folderAsked ? asked + index : asked, root, options)
      },
    })
  }
}
