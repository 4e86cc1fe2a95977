import type { Api, ServiceTypesMap } from '@seaworthy/design'
import { type FastifyInstance, fastify } from 'fastify'
import type { AddressInfo } from 'node:net'
import { serverError } from '../errors.ts'
import { answerClientError } from './client-error.ts'
import { defaultLimits } from './limits.ts'
import { type MountOptions, mount, sharedOptions } from './mount.ts'
import { RequestContext } from './request-context.ts'
import { sendProblem } from './send.ts'
import { type ProblemError, automaticProblem } from './problem.ts'
import { recordOutcome } from './record-outcome.ts'
import { handleUnrouted, unrouted } from './unrouted.ts'

export interface EngineOptions<Services extends ServiceTypesMap> extends MountOptions<Services> {
  /**
   * Addresses of proxies whose `X-Forwarded-*` headers are believed, as addresses or ranges.
   * Default: none.
   */
  readonly trustedProxies?: readonly string[]
}

/** A design, its handlers and a socket. */
export interface Engine {
  /** For plug-ins and routes of your own; register them before the first request. */
  readonly fastify: FastifyInstance
  /** Answers a request in memory, without a socket. */
  readonly inject: FastifyInstance['inject']
  /** Starts to listen. Port 0 takes a free one. */
  listen(address?: { readonly host?: string; readonly port?: number }): Promise<ListenAddress>
  /** Stops to listen, lets running requests finish, and closes. */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
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
  const limits = { ...defaultLimits, ...options.limits }
  const shared = sharedOptions(api.model, options)
  const app = fastify({
    logger: false,
    bodyLimit: limits.body,
    requestTimeout: limits.requestTimeout,
    keepAliveTimeout: limits.keepAliveTimeout,
    http: { maxHeaderSize: limits.headers, headersTimeout: limits.headersTimeout },
    routerOptions: { maxParamLength: limits.headers },
    trustProxy: options.trustedProxies ? [...options.trustedProxies] : false,
    return503OnClosing: false,
    clientErrorHandler: (error, socket) => answerClientError(error, socket),
    frameworkErrors: (error, request, reply) => {
      const context = new RequestContext(unrouted, request, reply)
      recordOutcome(context, shared.record)
      sendProblem(context, badUrl(error))
    },
  })
  handleUnrouted(app, api.model, shared)
  app.register(mount(api, options))
  const close = () => app.close()
  return {
    fastify: app,
    inject: app.inject.bind(app),
    async listen({ host = '127.0.0.1', port = 0 } = {}) {
      await listenOn(app, host, port)
      return toListenAddress(app.server.address() as AddressInfo)
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** The only error that Fastify meets before it has a route. */
function badUrl(cause: Error): ProblemError {
  return automaticProblem('malformedRequest', {
    detail: 'The path has a malformed percent-encoding',
    cause,
  })
}

async function listenOn(app: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw serverError('ADDRESS_IN_USE', { address: `${host}:${port}` }, error)
  }
}

function toListenAddress({ address, port, family }: AddressInfo): ListenAddress {
  const everywhere = address === '0.0.0.0' || address === '::'
  const name = everywhere ? 'localhost' : family === 'IPv6' ? `[${address}]` : address
  return { host: address, port, url: `http://${name}:${port}` }
}
