import { authorizationFor } from './authorization.ts'
import type { Call, HeaderValues } from './call.ts'
import { isHeaderText } from './header-text.ts'
import type { RunningCall } from './running-call.ts'

/** The arguments of `fetch`. */
export interface FetchRequest {
  readonly url: string
  readonly init: RequestInit
}

/** Puts an attempt together: what the call sends, and what hooks add to it this time. */
export async function buildFetchRequest(running: RunningCall, call: Call): Promise<FetchRequest> {
  const { settings, request, plan } = running
  const { body } = request
  const authorization = await authorizationFor(plan.method.security, settings.authorize, call)
  const headers = await buildHeaders(running, call)
  for (const [name, value] of [...request.headers, ...authorization.headers]) {
    headers.set(name, value)
  }
  addCookies(headers, [...request.cookies, ...authorization.cookies])
  if (body !== undefined) headers.set('content-type', 'application/json')
  const query = [...request.query, ...authorization.query].join('&')
  return {
    url: settings.baseUrl + request.path + (query === '' ? '' : `?${query}`),
    init: {
      method: plan.route.verb,
      headers,
      // No design redirects a call elsewhere unless it says so; credentials stay where they are.
      redirect: 'manual',
      signal: call.signal,
      ...(body !== undefined && { body }),
      ...(settings.credentials !== undefined && { credentials: settings.credentials }),
    },
  }
}

async function buildHeaders(
  { settings, options, plan }: RunningCall,
  call: Call,
): Promise<Headers> {
  const { headers: given } = settings
  const { headers: own, requestId, traceparent } = options
  const headers = new Headers({ accept: plan.responses.accept })
  setAll(headers, typeof given === 'function' ? await given(call) : given)
  setAll(headers, own)
  if (requestId !== undefined) setAll(headers, { 'x-request-id': requestId })
  if (traceparent !== undefined) setAll(headers, { traceparent })
  return headers
}

/** `Headers` would quote a value that it refuses, which may be a secret. */
function setAll(headers: Headers, values: HeaderValues | undefined): void {
  if (values === undefined) return
  const entries = values instanceof Headers ? [...values] : Object.entries(values)
  for (const [name, value] of entries) {
    if (!isHeaderText(value)) throw new TypeError(`the value of ${name} cannot be sent`)
    headers.set(name, value)
  }
}

function addCookies(headers: Headers, cookies: readonly string[]): void {
  if (cookies.length === 0 || !mayWriteCookies()) return
  const own = headers.get('cookie')
  headers.set('cookie', [...(own === null ? [] : [own]), ...cookies].join('; '))
}

/** A browser sends the cookies that it keeps, and drops those of its pages. */
function mayWriteCookies(): boolean {
  return new Request('http://localhost/', { headers: { cookie: 'a=b' } }).headers.has('cookie')
}
