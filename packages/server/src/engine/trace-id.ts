import type { IncomingHttpHeaders } from 'node:http'
import { randomHex } from './request-id.ts'

const traceparent = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(?:-|$)/

/** The trace id of the caller (W3C `traceparent`) when it is valid, else a new one. */
export function traceIdOf(headers: IncomingHttpHeaders): string {
  const given = headers['traceparent']
  const [, traceId, parentId] = (typeof given === 'string' && traceparent.exec(given)) || []
  const valid = traceId !== undefined && !/^0+$/.test(traceId) && !/^0+$/.test(parentId ?? '')
  return valid ? traceId : randomHex(16)
}
