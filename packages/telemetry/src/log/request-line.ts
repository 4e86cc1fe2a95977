import { mentionsCredential } from './credentials.ts'
import { isPlainText } from './json-string.ts'
import type { LineParts } from './log-handler.ts'
import { type LogLevel, logLevels } from './log-level.ts'
import { type RouteFields, mostRequestText } from './request-fields.ts'
import type { RequestRecord } from './request-record.ts'

/** A line about a request, or `undefined` when it takes more than putting texts together. */
export type RequestLine = (
  level: LogLevel,
  record: RequestRecord,
  path: string,
) => string | undefined

/**
 * Prepares the lines about the requests of a route: what is the same for all of them is text here
 * and now. They say what `toRequestFields` says, in a third of the time.
 */
export function createRequestLine(
  { bound, timestamp }: LineParts,
  message: string,
  { apiVersion, route }: RouteFields,
): RequestLine {
  const heads = Object.fromEntries(
    logLevels.map((level) => [level, `{"level":"${level}","timestamp":"`]),
  ) as Record<LogLevel, string> // The keys are the levels.
  const toRequestId = `"${bound},"message":${JSON.stringify(message)},"request_id":"`
  const toMethod = `"${constant('api_version', apiVersion)},"method":"`
  const toPath = `"${constant('route', route)},"path":"`
  return (level, record, path) => {
    const { requestId, subject, traceId, spanId, verb, remoteAddress, userAgent } = record
    // One look at all of it: eight would take longer than the rest.
    const texts = requestId + subject + traceId + spanId + verb + path + remoteAddress + userAgent
    if (texts.length > mostRequestText || !isPlainText(texts)) return undefined
    if (mentionsCredential(path)) return undefined
    const { status, durationMs, responseSize } = record
    if (!Number.isFinite(status + durationMs + responseSize)) return undefined
    return (
      heads[level] +
      timestamp() +
      toRequestId +
      requestId +
      (subject === undefined ? '' : `","user_id":"${subject}`) +
      (traceId === undefined ? '' : `","trace_id":"${traceId}`) +
      (spanId === undefined ? '' : `","span_id":"${spanId}`) +
      toMethod +
      verb +
      toPath +
      path +
      `","status":${status},"duration_ms":${millisecondText(durationMs)}` +
      `,"response_size":${responseSize},"remote_addr":"` +
      remoteAddress +
      (userAgent === undefined ? '"}\n' : `","user_agent":"${userAgent}"}\n`)
    )
  }
}

/** To microseconds, as `roundMs`: the text of a fraction takes longer than that of two integers. */
function millisecondText(milliseconds: number): string {
  const microseconds = Math.round(milliseconds * 1000)
  const whole = Math.floor(microseconds / 1000)
  return `${whole}${fractions[microseconds - whole * 1000]}`
}

/** From nothing and `.001` to `.999`. */
const fractions = Array.from({ length: 1000 }, (_, thousandths) =>
  String(thousandths / 1000).slice(1),
)

function constant(name: string, value: string | undefined): string {
  return value === undefined ? '' : `,"${name}":${JSON.stringify(value)}`
}
