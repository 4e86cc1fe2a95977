import type { Api, ServiceTypesMap } from '@seaworthy/design'
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify'
import type { AddressInfo } from 'node:net'
import { serverError } from '../errors.ts'
import { answerClientError } from './client-error.ts'
import { handleErrors } from './handle-errors.ts'
import { type Limits, defaultLimits } from './limits.ts'
import { type MountOptions, mount, readBodiesOurselves } from './mount.ts'
import { createObserver } from './observer.ts'
import { automaticProblem } from './problem.ts'
import type { RequestContext } from './request-context.ts'
import { RequestTracker } from './request-tracker.ts'
import { sendProblem } from './send.ts'
import { handleServerEvents } from './server-events.ts'
import { answerUnrouted, handleUnrouted } from './unrouted.ts'

export interface EngineOptions<Services extends ServiceTypesMap> extends MountOptions<Services> {
  /**
   * Addresses of proxies whose `X-Forwarded-*` headers are believed, as addresses or ranges.
   * Default: none.
   */
  readonly trustedProxies?: readonly string[]
}

/** A design, its handlers and a socket. */
export interface Engine {
  /**
   * For plug-ins and routes of your own; register them before the first request. What is registered
   * right after `createEngine` comes before the routes of the design and sees them (`onRoute`).
   */
  readonly fastify: FastifyInstance
  /** Answers a request in memory, without a socket. */
  readonly inject: FastifyInstance['inject']
  /** Starts to listen. Port 0 takes a free one. */
  listen(address?: { readonly host?: string; readonly port?: number }): Promise<ListenAddress>
  /** Aborts the signals of all requests under way, and names them. */
  abort(reason: Error): RunningRequest[]
  /** Stops to listen, lets running requests finish, and closes. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** A request under way, for the log of a shutdown. */
export interface RunningRequest {
  readonly request_id: string
  /** `users.get`, or the address when no route of the design runs. */
  readonly operation: string
  readonly running_ms: number
}

export interface ListenAddress {
  readonly host: string
  readonly port: number
  readonly url: string
}

/** Puts a design and its handlers behind an HTTP server. */
export function createEngine<Services extends ServiceTypesMap>(
  api: Api<Services>,
  options: EngineOptions<Services>,
): Engine {
  const observer = createObserver(api.name, options)
  const routes = mount(api, { documents: true, ...options, record: observer.record })
  const tracker = new RequestTracker(observer)
  const app = createApp({ ...defaultLimits, ...options.limits }, options.trustedProxies, tracker)
  app.server.maxConnections = options.limits?.connections ?? defaultLimits.connections
  tracker.watch(app)
  handleErrors(app)
  handleServerEvents(app, observer.record)
  closeIdleSockets(app, tracker)
  app.register(async (rest) => {
    readBodiesOurselves(rest)
    handleUnrouted(rest)
  })
  let complete = false
  const addRoutes = () => {
    if (complete) return
    complete = true
    app.register(routes)
  }
  process.nextTick(addRoutes)
  const close = async () => {
    endConnections(tracker)
    await app.close()
    // The server is closed before the last response has told that it is.
    await tracker.idle()
  }
  return {
    fastify: app,
    inject: (...args: Parameters<FastifyInstance['inject']>) => {
      addRoutes()
      return app.inject(...args)
    },
    async listen({ host = '127.0.0.1', port = 0 } = {}) {
      addRoutes()
      await listenOn(app, host, port)
      return toListenAddress(app.server.address() as AddressInfo)
    },
    abort: (reason) =>
      [...tracker.underWay].map((context) => {
        context.abort(reason)
        return describeRunning(context)
      }),
    close,
    [Symbol.asyncDispose]: close,
  }
}

function createApp(
  limits: Limits,
  trustedProxies: readonly string[] | undefined,
  tracker: RequestTracker,
): FastifyInstance {
  const { requestTimeout, keepAliveTimeout } = limits
  const headersTimeout = Math.min(limits.headersTimeout, requestTimeout)
  return fastify({
    logger: false,
    bodyLimit: limits.body,
    requestTimeout,
    keepAliveTimeout,
    http: {
      maxHeaderSize: limits.headers,
      headersTimeout,
      // Node looks for late requests every 30 s, far beyond what was asked for.
      connectionsCheckingInterval: Math.ceil(headersTimeout / 10),
      // Looked for by the tracker, which answers with a problem document.
      requireHostHeader: false,
    },
    routerOptions: { maxParamLength: limits.headers },
    trustProxy: trustedProxies ? [...trustedProxies] : false,
    return503OnClosing: false,
    clientErrorHandler: (error, socket) =>
      answerClientError(error, socket, tracker.observer.record),
    frameworkErrors: (error, request, reply) => refuseAddress(error, request, reply, tracker),
  })
}

function describeRunning({ requestId, route, url, started }: RequestContext): RunningRequest {
  const method = route?.method
  return {
    request_id: requestId,
    operation: method === undefined ? url.replace(/\?.*$/, '') : `${method.service}.${method.name}`,
    running_ms: Math.round(performance.now() - started),
  }
}

/** What the router refuses before it looks for a route. */
function refuseAddress(
  cause: Error & { readonly code?: string },
  request: FastifyRequest,
  reply: FastifyReply,
  tracker: RequestTracker,
): void {
  const context = tracker.begin(request, reply)
  if (request.raw.url === '*') answerUnrouted(request, reply)
  else if (cause.code === 'FST_ERR_MAX_PARAM_LENGTH') {
    sendProblem(context, automaticProblem('headersTooLarge', { cause }))
  } else {
    const detail = 'The path has a malformed percent-encoding'
    sendProblem(context, automaticProblem('malformedRequest', { detail, cause }))
  }
}

/**
 * `server.close()` alone waits for sockets on which no request is under way, as long as their
 * clients or their timeouts please.
 */
function closeIdleSockets(app: FastifyInstance, tracker: RequestTracker): void {
  const { server } = app
  app.addHook('preClose', (done) => {
    endConnections(tracker)
    if (server.listening) {
      const sweep = setInterval(() => {
        if (tracker.underWay.size === 0) server.closeAllConnections()
      }, 20)
      server.once('close', () => clearInterval(sweep))
    }
    done()
  })
}

/** The connections of what is under way end with its answers. */
function endConnections({ underWay }: RequestTracker): void {
  for (const { reply } of underWay) reply.raw.shouldKeepAlive = false
}

async function listenOn(app: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    // To Fastify `localhost` is two servers, of which the second has none of our listeners.
    await app.listen({ host: host === 'localhost' ? '127.0.0.1' : host, port })
  } catch (error) {
    const address = `${host}:${port}`
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') throw serverError('ADDRESS_IN_USE', { address }, error)
    if (code === undefined || !unusable.has(code)) throw error
    throw serverError('ADDRESS_UNUSABLE', { address, reason: message }, error)
  }
}

/** A port that is kept for root, an address of another machine, and a name that is none. */
const unusable = new Set(['EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND'])

function toListenAddress({ address, port, family }: AddressInfo): ListenAddress {
  const everywhere = address === '0.0.0.0' || address === '::'
  const name = everywhere ? 'localhost' : family === 'IPv6' ? `[${address}]` : address
  return { host: address, port, url: `http://${name}:${port}` }
}
