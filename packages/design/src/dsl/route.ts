import { type SourceLocation, captureLocation } from '../source-location.ts'
import type { FieldPlace } from './field-place.ts'
import type { ResponseDefinition } from './respond.ts'

export type Verb = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'PATCH'

/** One way to reach a method over HTTP. */
export interface RouteDefinition {
  readonly verb: Verb
  readonly path: string
  readonly map: Readonly<Record<string, FieldPlace>>
  readonly responses: readonly ResponseDefinition[]
  readonly at: SourceLocation
}

export interface RouteOptions {
  /**
   * Where payload fields travel, by field. Fields in the path need no entry; the others go to the
   * query string (GET, HEAD, DELETE) or the body (POST, PUT, PATCH).
   */
  readonly map?: Readonly<Record<string, FieldPlace>>
  /** Successful responses. Default: 200 with the whole result as body, 204 without a result. */
  readonly responses?: readonly ResponseDefinition[]
}

/**
 * Routes of a method. `path` continues the path of the service; `{name}` is one segment and
 * `{*name}`, last in the path, the rest of it. HEAD comes with every GET, OPTIONS with every path.
 */
export const get = (path: string, options?: RouteOptions) => route('GET', path, options)
export const head = (path: string, options?: RouteOptions) => route('HEAD', path, options)
export const post = (path: string, options?: RouteOptions) => route('POST', path, options)
export const put = (path: string, options?: RouteOptions) => route('PUT', path, options)
export const patch = (path: string, options?: RouteOptions) => route('PATCH', path, options)
/** `delete` is a word of the language. */
export const del = (path: string, options?: RouteOptions) => route('DELETE', path, options)

function route(
  verb: Verb,
  path: string,
  { map = {}, responses = [] }: RouteOptions = {},
): RouteDefinition {
  return Object.freeze({
    verb,
    path,
    map: Object.freeze({ ...map }),
    responses: Object.freeze([...responses]),
    at: captureLocation(),
  })
}
