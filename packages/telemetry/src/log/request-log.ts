import { FrontLogger } from './front-logger.ts'
import type { LogLevel } from './log-level.ts'
import type { Logger } from './logger.ts'
import { requestFieldNames, type RouteFields, toRequestFields } from './request-fields.ts'
import { createRequestLine } from './request-line.ts'
import { createPathCleaner } from './request-path.ts'
import type { RequestArrival, RequestRecord } from './request-record.ts'

export interface RequestLogOptions extends RouteFields {
  /** Of the route's parameters, those that the design marks: `path` says `[redacted]` for them. */
  readonly marked?: readonly string[]
  /** The level of requests that succeeded, below 400; `info`. For probes: `debug`. */
  readonly successLevel?: LogLevel
  /**
   * The share of requests that succeeded whose line is written, from 0 to 1; 1. Requests of one trace
   * are chosen alike, as by a sampler of traces of the same ratio.
   */
  readonly sampleSuccesses?: number
}

/** The lines about the requests of one route. */
export interface RequestLog {
  /** `request_started`, at debug. */
  arrived(request: RequestArrival): void
  /** `request_completed`, at info; at warn from 400, at error from 500. */
  completed(request: RequestRecord): void
}

/** Prepares the lines about the requests of one route, or of all that no route fits. */
export function requestLog(logger: Logger, options: RequestLogOptions = {}): RequestLog {
  const { marked = [], successLevel = 'info', sampleSuccesses = 1 } = options
  const isMasked = (name: string) =>
    logger instanceof FrontLogger && logger.core.redactor.masks(name)
  const clean = createPathCleaner(options.route, (name) => marked.includes(name) || isMasked(name))
  const started = createWrite(logger, 'request_started', options)
  const completed = createQuickWrite(logger, 'request_completed', options)
  return {
    arrived(request) {
      if (logger.isEnabled('debug')) started('debug', request, clean(request.path))
    },
    completed(request) {
      const level = levelOf(request.status, successLevel)
      if (!logger.isEnabled(level)) return
      if (request.status < 400 && !isSampled(request.traceId, sampleSuccesses)) return
      completed(level, request, clean(request.path))
    },
  }
}

type Write<Request> = (level: LogLevel, request: Request, path: string) => void

/** By the calls of any logger, or by one of this package without a caller and the context. */
function createWrite(
  logger: Logger,
  message: string,
  route: RouteFields,
): Write<RequestArrival & Partial<RequestRecord>> {
  return (level, request, path) => {
    const fields = toRequestFields(request, route, path)
    if (logger instanceof FrontLogger) logger.record(level, message, fields)
    else logger[level](message, fields)
  }
}

/** By text, where the logger takes it and no field is masked or bound already. */
function createQuickWrite(
  logger: Logger,
  message: string,
  route: RouteFields,
): Write<RequestRecord> {
  const write = createWrite(logger, message, route)
  if (!(logger instanceof FrontLogger)) return write
  const { bound, core, writer } = logger
  const { redactor, counts } = core
  const { text } = writer
  if (text === undefined) return write
  if (requestFieldNames.some((name) => name in bound || redactor.masks(name))) return write
  const toLine = createRequestLine(text, message, route)
  return (level, request, path) => {
    const line = request.failure === undefined ? toLine(level, request, path) : undefined
    if (line === undefined) return write(level, request, path)
    counts[level]++
    text.sink.write(line)
  }
}

function levelOf(status: number, successLevel: LogLevel): LogLevel {
  if (status >= 500) return 'error'
  return status >= 400 ? 'warn' : successLevel
}

/**
 * By the random bits of the trace id (W3C Trace Context Level 2: the last 56), as OpenTelemetry's
 * probability sampling has it: kept from a threshold on.
 */
function isSampled(traceId: string | undefined, ratio: number): boolean {
  if (ratio >= 1) return true
  const random = Number.parseInt(traceId?.slice(-14, -6) ?? '', 16) / 0x1_0000_0000
  return (Number.isNaN(random) ? Math.random() : random) >= 1 - ratio
}
