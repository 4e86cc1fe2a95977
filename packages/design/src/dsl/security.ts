import { frozenCopy } from '../schema/frozen-json.ts'
import { type SourceLocation, captureLocation } from '../source-location.ts'

/** A way for a caller to say who they are. `Principal` is what its verifier returns. */
export type SecurityScheme = BasicScheme | ApiKeyScheme | JwtScheme | OAuth2Scheme

interface SchemeBase {
  readonly name: string
  readonly description: string | undefined
  /** What each scope allows. */
  readonly scopes: Readonly<Record<string, string>>
  readonly at: SourceLocation
}

/** User name and password (RFC 7617). */
export interface BasicScheme extends SchemeBase {
  readonly kind: 'basic'
}

/** A key in a header, a query parameter or a cookie. */
export interface ApiKeyScheme extends SchemeBase {
  readonly kind: 'apiKey'
  readonly in: 'header' | 'query' | 'cookie'
  readonly parameter: string
}

/** A bearer token (RFC 6750) that is a JSON Web Token (RFC 7519). */
export interface JwtScheme extends SchemeBase {
  readonly kind: 'jwt'
}

/** A bearer token from an OAuth 2.0 authorisation server (RFC 6749). */
export interface OAuth2Scheme extends SchemeBase {
  readonly kind: 'oauth2'
  readonly flows: OAuth2Flows
}

export interface OAuth2Flows {
  readonly authorizationCode?: { authorizationUrl: string; tokenUrl: string; refreshUrl?: string }
  readonly clientCredentials?: { tokenUrl: string; refreshUrl?: string }
  readonly password?: { tokenUrl: string; refreshUrl?: string }
  readonly implicit?: { authorizationUrl: string; refreshUrl?: string }
}

export interface SchemeOptions {
  readonly description?: string
  readonly scopes?: Readonly<Record<string, string>>
}

export function basic(name: string, options: SchemeOptions = {}): BasicScheme {
  return Object.freeze({ kind: 'basic', ...base(name, options) })
}

export function apiKey(
  name: string,
  { in: place, parameter, ...options }: SchemeOptions & Pick<ApiKeyScheme, 'in' | 'parameter'>,
): ApiKeyScheme {
  return Object.freeze({ kind: 'apiKey', in: place, parameter, ...base(name, options) })
}

export function jwt(name: string, options: SchemeOptions = {}): JwtScheme {
  return Object.freeze({ kind: 'jwt', ...base(name, options) })
}

export function oauth2(
  name: string,
  { flows, ...options }: SchemeOptions & { readonly flows: OAuth2Flows },
): OAuth2Scheme {
  return Object.freeze({
    kind: 'oauth2',
    flows: frozenCopy(flows),
    ...base(name, options),
  })
}

/** A scheme together with the scopes that a caller must have. */
export interface ScopedScheme {
  readonly scheme: SecurityScheme
  readonly requiredScopes: readonly string[]
  readonly at: SourceLocation
}

/** What a method asks of its callers: one alternative must hold, and every part of it. */
export interface SecurityDefinition {
  readonly alternatives: readonly (readonly ScopedScheme[])[]
  readonly at: SourceLocation
}

/** A scheme alone, a scheme with scopes, or a combination. */
export type SecurityInput = SecurityScheme | ScopedScheme | SecurityDefinition

/** The caller must have these scopes of the scheme. */
export function scoped(scheme: SecurityScheme, ...requiredScopes: string[]): ScopedScheme {
  return Object.freeze({
    scheme,
    requiredScopes: Object.freeze(requiredScopes),
    at: captureLocation(),
  })
}

/** Every one must hold. */
export function allOf(...inputs: (SecurityScheme | ScopedScheme)[]): SecurityDefinition {
  return Object.freeze({
    alternatives: Object.freeze([Object.freeze(inputs.map(toScoped))]),
    at: captureLocation(),
  })
}

/** One of them must hold; they are tried in order. */
export function anyOf(...inputs: SecurityInput[]): SecurityDefinition {
  return Object.freeze({
    alternatives: Object.freeze(inputs.flatMap((input) => alternativesOf(input))),
    at: captureLocation(),
  })
}

/** Anybody may call: undoes what the API or the service asks. */
export const noSecurity: SecurityDefinition = Object.freeze({
  alternatives: Object.freeze([]),
  at: Object.freeze({}),
})

/** `noSecurity` among others is an alternative that asks for nothing: a mistake that is told. */
function alternativesOf(input: SecurityInput): SecurityDefinition['alternatives'] {
  return input === noSecurity ? [[]] : toSecurity(input).alternatives
}

export function toSecurity(input: SecurityInput): SecurityDefinition {
  return 'alternatives' in input ? input : allOf(input)
}

function toScoped(input: SecurityScheme | ScopedScheme): ScopedScheme {
  return 'scheme' in input ? input : scoped(input)
}

function base(name: string, { description, scopes = {} }: SchemeOptions): SchemeBase {
  return { name, description, scopes: frozenCopy(scopes), at: captureLocation() }
}
