import type { ApiModel } from '@seaworthy/design'
import type { FastifyInstance } from 'fastify'
import { readFile } from 'node:fs/promises'
import { DocumentsEntity } from './documents-entity.ts'
import { pagePolicy, pageStyle, pageText } from './documents-page.ts'
import { pageScript } from './documents-script.ts'
import type { RequestContext } from './request-context.ts'
import { contextOf } from './request-tracker.ts'
import type { EncodedResponse } from './response-encoder.ts'
import { routeConfig, unrouted } from './route-identity.ts'
import { sendResponse } from './send.ts'
import { serverError } from '../errors.ts'

export interface DocumentsOptions {
  /** What comes before `/openapi.json`, `/openapi.yaml` and `/docs`. Default: nothing. */
  readonly path?: string
}

/**
 * Serves the OpenAPI document of an API as JSON and YAML, and a page to read it and try it out.
 * Everything is made when it is first asked for; nothing on the page comes from elsewhere.
 */
export function mountDocuments(
  app: FastifyInstance,
  model: ApiModel,
  { path = '' }: DocumentsOptions,
): void {
  const prefix = prefixOf(path)
  const add = (name: string, answer: (ifNoneMatch: string | undefined) => Answer) => {
    const url = prefix + name
    claim(app, url)
    app.route({
      method: ['GET', 'HEAD'],
      url,
      exposeHeadRoute: false,
      config: routeConfig({ ...unrouted, template: app.prefix + url }),
      handler: async (_request, reply) => {
        const context = contextOf(reply.raw) as RequestContext
        sendResponse(context, await answer(context.headers['if-none-match']))
        return reply
      },
    })
  }
  for (const [name, entity] of entitiesOf(app, model, prefix)) {
    add(name, (ifNoneMatch) => entity.answer(ifNoneMatch))
  }
  // The addresses on the page are relative to `/docs`.
  const elsewhere = { status: 308, headers: [['location', '../docs']], body: undefined } as const
  add('/docs/', () => ({ ...elsewhere, contentType: undefined }))
}

type Answer = EncodedResponse | Promise<EncodedResponse>

const json = 'application/json; charset=utf-8'
const javascript = 'text/javascript; charset=utf-8'
const css = 'text/css; charset=utf-8'

function entitiesOf(
  app: FastifyInstance,
  model: ApiModel,
  prefix: string,
): [path: string, entity: DocumentsEntity][] {
  const document = async () => {
    const { toOpenApi } = await import('@seaworthy/design/openapi')
    const known = model.servers.length > 0 || app.prefix === ''
    return toOpenApi(model, known ? {} : { servers: [{ url: app.prefix }] })
  }
  const yaml = async () => {
    const { stringify } = await import('yaml')
    const options = { aliasDuplicateObjects: false, compat: 'yaml-1.1', lineWidth: 0 } as const
    return stringify(await document(), options)
  }
  const page = { 'content-security-policy': pagePolicy, 'referrer-policy': 'no-referrer' }
  const text = async () => JSON.stringify(await document())
  return [
    ['/openapi.json', new DocumentsEntity(json, text)],
    ['/openapi.yaml', new DocumentsEntity('application/yaml; charset=utf-8', yaml)],
    ['/docs', new DocumentsEntity('text/html; charset=utf-8', () => pageText(model, prefix), page)],
    ['/docs/page.css', new DocumentsEntity(css, () => pageStyle)],
    ['/docs/page.js', new DocumentsEntity(javascript, () => pageScript)],
    ['/docs/swagger-ui.css', new DocumentsEntity(css, () => asset('swagger-ui.css'))],
    ['/docs/swagger-ui.js', new DocumentsEntity(javascript, () => asset('swagger-ui-bundle.js'))],
    ['/docs/icon.png', new DocumentsEntity('image/png', () => asset('favicon-32x32.png'))],
  ]
}

/** The assets of Swagger UI, of which @fastify/swagger-ui brings a copy without its reporting. */
function asset(name: string): Promise<Buffer> {
  const root = import.meta.resolve('@fastify/swagger-ui/package.json')
  return readFile(new URL(`static/${name}`, root))
}

function prefixOf(path: string): string {
  if (/^(?:\/[\w.~-]+)*\/?$/.test(path)) return path.replace(/\/$/, '')
  throw serverError('DOCUMENTS_PATH_INVALID', { path })
}

/** A design may have a route of this address: neither of the two may hide the other. */
function claim(app: FastifyInstance, url: string): void {
  if (!app.hasRoute({ method: 'GET', url: app.prefix + url })) return
  throw serverError('DOCUMENTS_PATH_TAKEN', { path: app.prefix + url })
}
