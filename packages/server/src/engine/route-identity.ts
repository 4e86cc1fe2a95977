import type { MethodModel } from '@seaworthy/design'
import type { FastifyRequest } from 'fastify'
import type { DesignedErrors } from './designed-errors.ts'

/** What is fixed for all requests of a route. */
export interface RouteIdentity {
  /** `undefined`: no method of the design. */
  readonly method: MethodModel | undefined
  /** The route template: `/api/v1/users/{id}`. */
  readonly template: string | undefined
  readonly errors: DesignedErrors<Record<never, never>>
}

/** A request that no route of the design takes. */
export const unrouted: RouteIdentity = Object.freeze({
  method: undefined,
  template: undefined,
  errors: Object.freeze({}),
})

const identityKey: unique symbol = Symbol('seaworthy.route')

/** The `config` of a Fastify route by which a request finds its route before a handler runs. */
export function routeConfig(identity: RouteIdentity): object {
  return { [identityKey]: identity }
}

/** Whether the request is for a route that is not of a design. */
export function isForeign(request: FastifyRequest): boolean {
  return !request.is404 && !(identityKey in request.routeOptions.config)
}

/** The route that Fastify found. Routes that are not of a design are known by their Fastify path. */
export function identityOf(request: FastifyRequest): RouteIdentity {
  const { config, url } = request.routeOptions
  const known = (config as { readonly [identityKey]?: RouteIdentity })[identityKey]
  if (known !== undefined) return known
  return request.is404 ? unrouted : { ...unrouted, template: url }
}
