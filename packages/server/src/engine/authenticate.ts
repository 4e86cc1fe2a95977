import type { MethodModel, ScopedScheme, SecurityScheme } from '@seaworthy/design'
import { parseCookie } from 'cookie'
import type { Authenticator, Credential, Principal } from './principal.ts'
import { automaticProblem } from './problem.ts'
import { parseQuery } from './query-string.ts'
import type { RequestContext } from './request-context.ts'

/** Finds out who calls, before anything of the body is read. Throws 401 or 403. */
export type Authenticate = (context: RequestContext) => Promise<Principal>

/**
 * Compiles what a method asks of its callers. The alternatives are tried in order; the first that
 * holds names the principal. Undefined when anybody may call.
 */
export function compileAuthentication(
  { security }: Pick<MethodModel, 'security'>,
  realm: string,
  authenticators: Readonly<Record<string, Authenticator>>,
): Authenticate | undefined {
  if (security.length === 0) return undefined
  const schemes = [...new Set(security.flat().map(({ scheme }) => scheme))]
  return async (context) => {
    let valid = false
    for (const alternative of security) {
      const principals = await verifyAll(alternative, authenticators, context)
      if (principals === undefined) continue
      valid = true
      const [first] = principals
      if (first !== undefined && hasScopes(alternative, principals)) return first
    }
    const challenge = challengesOf(schemes, realm, context, valid)
    const headers = { 'www-authenticate': challenge }
    throw automaticProblem(valid ? 'forbidden' : 'unauthorized', { headers })
  }
}

async function verifyAll(
  alternative: readonly ScopedScheme[],
  authenticators: Readonly<Record<string, Authenticator>>,
  context: RequestContext,
): Promise<Principal[] | undefined> {
  const principals: Principal[] = []
  for (const { scheme } of alternative) {
    const credential = credentialOf(scheme, context)
    if (credential === undefined) return undefined
    const principal: unknown = await authenticators[scheme.name]?.(credential, context)
    // Untyped authenticators say no with null or false.
    if (typeof principal !== 'object' || principal === null) return undefined
    principals.push(principal as Principal)
  }
  return principals
}

function hasScopes(
  alternative: readonly ScopedScheme[],
  principals: readonly Principal[],
): boolean {
  return alternative.every(({ requiredScopes }, index) => {
    const granted = principals[index]?.scopes ?? []
    return requiredScopes.every((scope) => granted.includes(scope))
  })
}

function credentialOf(
  scheme: SecurityScheme,
  { headers, url }: RequestContext,
): Credential | undefined {
  if (scheme.kind === 'apiKey') {
    const { in: place, parameter } = scheme
    const given =
      place === 'header'
        ? headers[parameter.toLowerCase()]
        : place === 'query'
          ? onlyOne(parseQuery(url)?.get(parameter))
          : parseCookie(headers.cookie ?? '')[parameter]
    return typeof given === 'string' && given !== '' ? { kind: 'apiKey', key: given } : undefined
  }
  const [, word = '', value = ''] = /^(\S+) +(\S+) *$/.exec(headers.authorization ?? '') ?? []
  if (scheme.kind === 'basic') return word.toLowerCase() === 'basic' ? parseBasic(value) : undefined
  return word.toLowerCase() === 'bearer' ? { kind: 'bearer', token: value } : undefined
}

/** Of two keys, one might have been checked by somebody on the way, and the other count here. */
function onlyOne(values: readonly string[] | undefined): string | undefined {
  return values?.length === 1 ? values[0] : undefined
}

function parseBasic(value: string): Credential | undefined {
  const text = Buffer.from(value, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 0) return undefined
  return { kind: 'basic', username: text.slice(0, colon), password: text.slice(colon + 1) }
}

function challengesOf(
  schemes: readonly SecurityScheme[],
  realm: string,
  { headers }: RequestContext,
  valid: boolean,
): string {
  const given = /^bearer /i.test(headers.authorization ?? '')
  const error = valid ? 'insufficient_scope' : given ? 'invalid_token' : undefined
  return schemes.map((scheme) => challengeOf(scheme, realm, error)).join(', ')
}

/** RFC 7235, RFC 7617, RFC 6750 §3. `ApiKey` is no registered scheme; a 401 must name one. */
function challengeOf({ kind }: SecurityScheme, realm: string, error: string | undefined): string {
  if (kind === 'basic') return `Basic realm="${realm}", charset="UTF-8"`
  if (kind === 'apiKey') return `ApiKey realm="${realm}"`
  return error === undefined
    ? `Bearer realm="${realm}"`
    : `Bearer realm="${realm}", error="${error}"`
}
