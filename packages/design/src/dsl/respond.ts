import { frozenCopy } from '../schema/frozen-json.ts'
import { type SourceLocation, captureLocation } from '../source-location.ts'

/** One successful response of a route. */
export interface ResponseDefinition {
  readonly status: number
  readonly description: string | undefined
  /** Result fields that travel in headers, by field. */
  readonly headers: Readonly<Record<string, string>>
  /** Result fields that travel in cookies, by field. */
  readonly cookies: Readonly<Record<string, SetCookie>>
  /** The result field that is the body; by default all fields not mapped elsewhere. */
  readonly body: string | undefined
  readonly contentType: string | undefined
  /** Chosen when the result has these values; without it, always. */
  readonly when: Readonly<Record<string, string | number | boolean>> | undefined
  readonly at: SourceLocation
}

/** The attributes of a cookie (RFC 6265). `secure`, `httpOnly` and `SameSite=Lax` are the default. */
export interface SetCookie {
  readonly name: string
  /** In seconds. Without it the cookie ends with the browser's session. */
  readonly maxAge?: number
  readonly domain?: string
  readonly path?: string
  readonly secure?: boolean
  readonly httpOnly?: boolean
  readonly sameSite?: 'strict' | 'lax' | 'none'
}

export interface RespondOptions {
  readonly description?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly cookies?: Readonly<Record<string, SetCookie>>
  readonly body?: string
  /** For a body that is text or bytes. Default: `application/json`. */
  readonly contentType?: string
  readonly when?: Readonly<Record<string, string | number | boolean>>
}

/**
 * A successful response: 200–399, or 503 with `when` (a health check that fails). With several, the
 * first whose `when` fits the result is sent, so the last one usually has none.
 *
 *     post('/', { responses: [respond(202, { when: { state: 'queued' } }), respond(201)] })
 */
export function respond(status: number, options: RespondOptions = {}): ResponseDefinition {
  return Object.freeze({
    status,
    description: options.description,
    headers: frozenCopy(options.headers ?? {}),
    cookies: frozenCopy(options.cookies ?? {}),
    body: options.body,
    contentType: options.contentType,
    when: frozenCopy(options.when),
    at: captureLocation(),
  })
}
