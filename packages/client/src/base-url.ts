import { ClientError } from './client-error.ts'

/**
 * What goes before the paths of the design: an origin and perhaps a prefix, without a `/` at the end.
 *
 * @throws ClientError
 */
export function resolveBaseUrl(given: string | URL | undefined, ownFetch: boolean): string {
  const page = originOfPage()
  if (given === undefined) {
    if (page !== undefined) return page
    if (ownFetch) return 'http://localhost'
    throw new ClientError('BASE_URL_MISSING')
  }
  const url = URL.parse(String(given), page)
  if (url === null) throw invalid('it is no URL')
  const { protocol, username, password, search, hash, origin, pathname } = url
  if (protocol !== 'http:' && protocol !== 'https:') throw invalid(`its scheme is "${protocol}"`)
  if (username !== '' || password !== '') throw invalid('it holds credentials; use `authorize`')
  if (search !== '' || hash !== '') throw invalid('it has a query or a fragment')
  return origin + pathname.replace(/\/+$/, '')
}

function originOfPage(): string | undefined {
  const { location } = globalThis as { readonly location?: { readonly origin?: string } }
  // The origin of a sandboxed or local page is the word "null".
  return location?.origin?.startsWith('http') === true ? location.origin : undefined
}

function invalid(reason: string): ClientError {
  return new ClientError('BASE_URL_INVALID', { reason })
}
