import {
  type Api,
  type ApiModel,
  CodecCompiler,
  type MethodModel,
  type RouteModel,
  type ServiceTypesMap,
} from '@seaworthy/design'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import { assertAuthenticators, assertHandlers } from './assert-complete.ts'
import { toFastifyPath } from './fastify-path.ts'
import { handleErrors, handleUnrouted } from './unrouted.ts'
import type { ApiHandlers } from './implement.ts'
import { type Limits, defaultLimits } from './limits.ts'
import { type Recorder, recordFailures } from './outcome.ts'
import type { Authenticator } from './principal.ts'
import { type PlanOptions, RoutePlan, type UntypedHandler } from './route-plan.ts'
import { mountFiles } from './files.ts'
import { mountRedirects } from './redirects.ts'

export interface MountOptions<Services extends ServiceTypesMap> {
  readonly handlers: ApiHandlers<Services>
  /** By the name of the scheme. Every scheme that the design asks for must be here. */
  readonly authenticators?: Readonly<Record<string, Authenticator>>
  readonly limits?: Partial<Limits>
  /** Takes note of every outcome. Default: failures to standard error. */
  readonly record?: Recorder
}

/**
 * An API as a Fastify plug-in, for an application that exists already:
 *
 *     await app.register(mount(shop, { handlers }))
 *
 * Hooks and plug-ins of the host apply. Unknown paths and methods below the prefix of the API are
 * answered with problem documents; the rest is the host's.
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
    await host.register((app) => addRoutes(app, model, handlers, shared), { prefix: model.path })
  }
}

type UntypedHandlers = Readonly<Record<string, Readonly<Record<string, UntypedHandler>>>>

async function addRoutes(
  app: FastifyInstance,
  model: ApiModel,
  handlers: UntypedHandlers,
  shared: PlanOptions,
): Promise<void> {
  readBodiesOurselves(app)
  for (const service of model.services) {
    for (const method of service.methods) {
      const handler = handlers[service.name]?.[method.name] as UntypedHandler
      for (const route of method.routes) addRoute(app, model.path, method, route, handler, shared)
    }
  }
  await mountFiles(app, model)
  mountRedirects(app, model)
  if (app.prefix === '') handleErrors(app, shared)
  else handleUnrouted(app, model, shared)
}

/** What the plans of an API share. */
export function sharedOptions<Services extends ServiceTypesMap>(
  model: ApiModel,
  { authenticators = {}, limits, record = recordFailures }: MountOptions<Services>,
): PlanOptions {
  return {
    api: model.name,
    decoding: new CodecCompiler({ direction: 'decode', unknownFields: model.unknownFields }),
    encoding: new CodecCompiler({ direction: 'encode', unknownFields: 'strip' }),
    authenticators,
    limits: { ...defaultLimits, ...limits },
    record,
  }
}

function addRoute(
  app: FastifyInstance,
  prefix: string,
  method: MethodModel,
  route: RouteModel,
  handler: UntypedHandler,
  shared: PlanOptions,
): void {
  const plan = new RoutePlan(method, route, handler, shared)
  app.route({
    method: route.verb === 'GET' ? ['GET', 'HEAD'] : route.verb,
    url: toFastifyPath(route.path.slice(prefix.length)),
    exposeHeadRoute: false,
    handler: (request, reply) => plan.handle(request, reply),
  })
}

/** Security comes before the body: Fastify hands the stream on, the route plan reads it. */
function readBodiesOurselves(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
}

/** The handler types are proven by `MountOptions`; plans call them by name. */
function untypedHandlers(handlers: object): UntypedHandlers {
  return handlers as UntypedHandlers
}
