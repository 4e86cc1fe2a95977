import type { ScopedScheme, SecurityScheme } from '@seaworthy/design'
import type { Call } from './call.ts'
import { isHeaderText } from './header-text.ts'

/**
 * What proves to the service who calls: a bearer token (JWT, OAuth 2), a key, or a user name with
 * its password, as the scheme of the design asks.
 */
export type Credential = string | { readonly username: string; readonly password: string }

/** A credential, or where to get it at each attempt; `undefined`: there is none at the moment. */
export type CredentialSource =
  | Credential
  | ((call: Call) => Credential | undefined | Promise<Credential | undefined>)

/** Credentials in the places that their schemes say. */
export interface Authorization {
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** `name=value`, percent-encoded, as are cookies. */
  readonly query: readonly string[]
  readonly cookies: readonly string[]
}

/**
 * The credentials of the first alternative for which there are all. Without any the call goes out
 * bare, and the service says what it thinks of that.
 */
export async function authorizationFor(
  alternatives: readonly (readonly ScopedScheme[])[],
  sources: Readonly<Record<string, CredentialSource>>,
  call: Call,
): Promise<Authorization> {
  for (const alternative of alternatives) {
    const found = await gather(alternative, sources, call)
    if (found !== undefined) return found
  }
  return { headers: [], query: [], cookies: [] }
}

async function gather(
  alternative: readonly ScopedScheme[],
  sources: Readonly<Record<string, CredentialSource>>,
  call: Call,
): Promise<Authorization | undefined> {
  const headers: (readonly [string, string])[] = []
  const query: string[] = []
  const cookies: string[] = []
  for (const { scheme } of alternative) {
    const source = Object.hasOwn(sources, scheme.name) ? sources[scheme.name] : undefined
    const credential = typeof source === 'function' ? await source(call) : source
    if (credential === undefined) return undefined
    const text = toText(scheme, credential)
    if (scheme.kind !== 'apiKey') headers.push(['authorization', text])
    else if (scheme.in === 'header') headers.push([scheme.parameter, text])
    else {
      const pair = `${encodeURIComponent(scheme.parameter)}=${encodeURIComponent(text)}`
      if (scheme.in === 'query') query.push(pair)
      else cookies.push(pair)
    }
  }
  return { headers, query, cookies }
}

/** The messages name the scheme, never the credential. */
function toText({ name, kind }: SecurityScheme, credential: Credential): string {
  if (kind === 'basic') {
    if (typeof credential === 'string' || credential.username.includes(':')) {
      throw new TypeError(`authorize.${name} needs { username, password }, no ":" in the name`)
    }
    const bytes = new TextEncoder().encode(`${credential.username}:${credential.password}`)
    return `Basic ${btoa(String.fromCharCode(...bytes))}`
  }
  if (typeof credential !== 'string') throw new TypeError(`authorize.${name} needs a string`)
  const text = kind === 'apiKey' ? credential : `Bearer ${credential}`
  const fits = kind === 'apiKey' ? isHeaderText(text) : /^Bearer [\w.~+/-]+=*$/.test(text)
  if (!fits || credential === '') {
    throw new TypeError(`authorize.${name} gave a string with characters that cannot be sent`)
  }
  return text
}
