import {
  type Api,
  type ApiModel,
  CodecCompiler,
  type RouteModel,
  type ServiceTypesMap,
} from '@seaworthy/design'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import { assertAuthenticators, assertHandlers } from './assert-complete.ts'
import { type DocumentsOptions, mountDocuments } from './documents.ts'
import { Deadlines } from './deadline.ts'
import { toFastifyPath } from './fastify-path.ts'
import { mountFiles } from './files.ts'
import { handleErrors } from './handle-errors.ts'
import type { ApiHandlers } from './implement.ts'
import { type Limits, defaultLimits } from './limits.ts'
import { type ObserverOptions, createObserver } from './observer.ts'
import type { Authenticator } from './principal.ts'
import { mountRedirects } from './redirects.ts'
import { RequestTracker, trackerOf } from './request-tracker.ts'
import { routeConfig } from './route-identity.ts'
import { type PlanOptions, RoutePlan, type UntypedHandler } from './route-plan.ts'
import { handleUnrouted } from './unrouted.ts'

export interface MountOptions<Services extends ServiceTypesMap> extends ObserverOptions {
  readonly handlers: ApiHandlers<Services>
  /** By the name of the scheme. Every scheme that the design asks for must be here. */
  readonly authenticators?: Readonly<Record<string, Authenticator>>
  readonly limits?: Partial<Limits>
  /**
   * Serves `/openapi.json`, `/openapi.yaml` and a page at `/docs`: beside the API, not below its
   * prefix. Default: yes by `createEngine`, no by `mount`.
   */
  readonly documents?: boolean | DocumentsOptions
}

/**
 * An API as a Fastify plug-in, for an application that exists already:
 *
 *     await app.register(mount(shop, { handlers }))
 *
 * Hooks and plug-ins of the host apply. Unknown paths and methods below the prefix of the API are
 * answered with problem documents; the rest is the host's, and so is what Fastify refuses before it
 * has a route: a malformed path, or a parameter beyond the host's `maxParamLength`.
 */
export function mount<Services extends ServiceTypesMap>(
  api: Api<Services>,
  options: MountOptions<Services>,
): FastifyPluginAsync {
  const { model } = api
  const handlers = untypedHandlers(options.handlers)
  const shared = sharedOptions(model, options)
  assertHandlers(model, handlers)
  assertAuthenticators(model, shared.authenticators)
  return async (host) => {
    const prefix = model.path
    await host.register((app) => addRoutes(app, model, handlers, shared, options), {
      prefix,
    })
    const { documents = false } = options
    if (documents !== false)
      await host.register((app) => addDocuments(app, model, documents, options))
  }
}

async function addDocuments(
  app: FastifyInstance,
  model: ApiModel,
  documents: true | DocumentsOptions,
  observing: ObserverOptions,
): Promise<void> {
  track(app, model.name, observing)
  handleErrors(app)
  mountDocuments(app, model, documents === true ? {} : documents)
}

type UntypedHandlers = Readonly<Record<string, Readonly<Record<string, UntypedHandler>>>>

async function addRoutes(
  app: FastifyInstance,
  model: ApiModel,
  handlers: UntypedHandlers,
  shared: PlanOptions,
  observing: ObserverOptions,
): Promise<void> {
  track(app, model.name, observing)
  readBodiesOurselves(app)
  handleErrors(app)
  if (app.prefix !== '') handleUnrouted(app)
  const routes = model.services.flatMap(({ methods }) => methods.flatMap((method) => method.routes))
  const heads = new Set(
    routes.filter(({ verb }) => verb === 'HEAD').map(({ path }) => shapeOf(path)),
  )
  for (const service of model.services) {
    const implementation = handlers[service.name]
    for (const method of service.methods) {
      const handler = implementation?.[method.name]?.bind(implementation) as UntypedHandler
      for (const route of method.routes) {
        const plan = new RoutePlan(method, route, handler, shared)
        addRoute(app, model.path, plan, route, heads)
      }
    }
  }
  await mountFiles(app, model, shared)
  mountRedirects(app, model)
}

/** Requests are followed by the engine, if there is one around, and recorded by the API itself. */
function track(app: FastifyInstance, name: string, observing: ObserverOptions): void {
  const outer = trackerOf(app)
  const { record } = observing
  if (outer !== undefined && (record === undefined || record === outer.observer.record)) return
  new RequestTracker(createObserver(name, observing)).watch(app)
}

/** What the plans of an API share. */
function sharedOptions<Services extends ServiceTypesMap>(
  model: ApiModel,
  { authenticators = {}, limits }: MountOptions<Services>,
): PlanOptions {
  return {
    api: model.name,
    decoding: new CodecCompiler({ direction: 'decode', unknownFields: model.unknownFields }),
    encoding: new CodecCompiler({ direction: 'encode', unknownFields: 'strip' }),
    authenticators,
    limits: { ...defaultLimits, ...limits },
    deadlines: new Deadlines(),
  }
}

function addRoute(
  app: FastifyInstance,
  prefix: string,
  plan: RoutePlan,
  route: RouteModel,
  heads: ReadonlySet<string>,
): void {
  const { verb, path } = route
  app.route({
    method: verb === 'GET' && !heads.has(shapeOf(path)) ? ['GET', 'HEAD'] : verb,
    url: toFastifyPath(path.slice(prefix.length)),
    exposeHeadRoute: false,
    config: routeConfig(plan),
    handler: (request, reply) => plan.take(request, reply),
  })
}

/** A path with the names of its parameters left out. */
function shapeOf(path: string): string {
  return path.replace(/\{(\*?)\w+\}/g, '{$1}')
}

/** Security comes before the body: Fastify hands the stream on, the route plan reads it. */
export function readBodiesOurselves(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
}

/** The handler types are proven by `MountOptions`; plans call them by name. */
function untypedHandlers(handlers: object): UntypedHandlers {
  return handlers as UntypedHandlers
}
