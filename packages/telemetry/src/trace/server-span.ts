import { clipped } from './attributes.ts'
import type { RecordedSpan } from './recorded-span.ts'
import { toSpanFailure } from './span-failure.ts'

/** What is known of a request when it is over. */
export interface RequestSpanRecord {
  /** When it arrived, on the scale of `performance.now()`. */
  readonly started: number
  readonly durationMs: number
  /** The HTTP method. */
  readonly verb: string
  /** The route template; `undefined` when no route fits. */
  readonly route?: string | undefined
  /** Parameters that are marked are masked by the caller. A query string is cut off. */
  readonly path: string
  readonly scheme?: 'http' | 'https' | undefined
  /** 499 when the client went away. */
  readonly status: number
  readonly requestId: string
  /** Of the design. */
  readonly service?: string | undefined
  readonly operation?: string | undefined
  readonly apiVersion?: string | undefined
  /** The host that was asked for, if it is known to be one of ours. */
  readonly serverAddress?: string | undefined
  readonly serverPort?: number | undefined
  readonly remoteAddress?: string | undefined
  readonly userAgent?: string | undefined
  /** Why the service failed. */
  readonly failure?: unknown
}

const knownVerbs: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'QUERY',
])

/** Fills in the span of a request, by the stable semantic conventions of HTTP. */
export function describeRequest(span: RecordedSpan, record: RequestSpanRecord): void {
  const { verb, route, path, status } = record
  const known = knownVerbs.has(verb)
  const method = known ? verb : 'HTTP'
  span.call(route === undefined ? method : `${method} ${route}`)
  set(span, 'http.request.method', known ? verb : '_OTHER')
  set(span, 'http.route', route)
  set(span, 'url.path', clipped(withoutQuery(path)))
  set(span, 'url.scheme', record.scheme ?? 'http')
  set(span, 'http.response.status_code', status)
  set(span, 'server.address', record.serverAddress)
  set(span, 'server.port', record.serverPort)
  set(span, 'client.address', record.remoteAddress)
  set(span, 'user_agent.original', record.userAgent && clipped(record.userAgent, 256))
  set(span, 'seaworthy.service', record.service)
  set(span, 'seaworthy.operation', record.operation)
  set(span, 'seaworthy.api_version', record.apiVersion)
  set(span, 'seaworthy.request_id', record.requestId)
  if (status >= 500) fail(span, record)
}

/** Only the server's own failures: 4xx and 499 are what the client did. */
function fail(span: RecordedSpan, { status, failure }: RequestSpanRecord): void {
  const told = failure === undefined ? undefined : toSpanFailure(failure)
  if (told === undefined) span.failWith(String(status))
  else span.fail(told)
}

function set(span: RecordedSpan, name: string, value: string | number | undefined): void {
  if (value !== undefined && value !== '') span.setAttribute(name, value)
}

function withoutQuery(path: string): string {
  const query = path.indexOf('?')
  return query === -1 ? path : path.slice(0, query)
}
