import type { LogFields } from './logger.ts'
import type { RequestArrival, RequestRecord } from './request-record.ts'

/** The names of what a line says about a request, in their order. */
export const requestFieldNames = [
  'request_id',
  'user_id',
  'trace_id',
  'span_id',
  'api_version',
  'method',
  'route',
  'path',
  'status',
  'duration_ms',
  'response_size',
  'remote_addr',
  'user_agent',
  'error',
] as const

/** What is the same for all requests of a route. */
export interface RouteFields {
  readonly apiVersion?: string | undefined
  /** The template, `/users/{id}`; left out for requests that no route fits. */
  readonly route?: string | undefined
}

/** Characters of each text of a request, at most. */
export const mostRequestText = 1_024

export function toRequestFields(
  record: RequestArrival & Partial<RequestRecord>,
  { apiVersion, route }: RouteFields,
  path: string,
): LogFields {
  return {
    request_id: clip(record.requestId),
    user_id: clip(record.subject),
    trace_id: clip(record.traceId),
    span_id: clip(record.spanId),
    api_version: apiVersion,
    method: clip(record.verb),
    route,
    path: clip(path),
    status: record.status,
    duration_ms: record.durationMs === undefined ? undefined : roundMs(record.durationMs),
    response_size: record.responseSize,
    remote_addr: clip(record.remoteAddress),
    user_agent: clip(record.userAgent),
    error: record.failure,
  }
}

/** To microseconds. */
export function roundMs(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000
}

function clip(text: string | undefined): string | undefined {
  return text?.slice(0, mostRequestText)
}
