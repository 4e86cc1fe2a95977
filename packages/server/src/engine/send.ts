import type { ProblemDetails } from '@seaworthy/design'
import type { EncodedResponse } from './response-encoder.ts'
import { type ProblemError, automaticProblem } from './problem.ts'
import type { RequestContext } from './request-context.ts'
import { dropRest, lingeringBody, restOfBody } from './unread-body.ts'

type Headers = readonly (readonly [name: string, value: string])[]

/** Writes a successful response. */
export function sendResponse(context: RequestContext, response: EncodedResponse): void {
  const { status, headers, contentType, body } = response
  write(context, status, headers, contentType, body)
}

/** Writes a problem document. What it tells is the problem's own; causes stay inside. */
export function sendProblem(context: RequestContext, problem: ProblemError): void {
  try {
    const document = toDocument(context, problem)
    write(context, problem.status, Object.entries(problem.headers), problemType, document)
  } catch (error) {
    sendBareFailure(context, error)
  }
}

/** Answers 500 without plug-ins, one of which may be what failed. */
export function sendBareFailure(context: RequestContext, failure: unknown): void {
  context.failure ??= failure
  context.settle()
  const { raw } = context.reply
  if (raw.headersSent) {
    raw.destroy()
    return
  }
  for (const name of raw.getHeaderNames()) raw.removeHeader(name)
  const body = toDocument(context, automaticProblem('internal'))
  raw.writeHead(500, {
    'content-type': problemType,
    'content-length': Buffer.byteLength(body),
    'x-request-id': context.requestId,
    connection: 'close',
  })
  raw.end(body)
}

export const problemType = 'application/problem+json; charset=utf-8'

/** The first answer counts; one that comes after the deadline or the client is dropped. */
function write(
  context: RequestContext,
  status: number,
  headers: Headers,
  contentType: string | undefined,
  body: string | Uint8Array | undefined,
): void {
  const { reply, incoming } = context
  if (context.settled || reply.sent) return
  context.settle()
  try {
    reply.code(status)
    for (const [name, value] of headers) reply.header(name, value)
    if (contentType !== undefined && body !== undefined) reply.header('content-type', contentType)
    const rest = restOfBody(context)
    if (rest === 'drop') dropRest(incoming.raw)
    if (rest === 'leave') reply.header('connection', 'close')
    if (rest === 'leave' && body) sendLingering(context, body)
    else reply.send(body)
  } catch (error) {
    sendBareFailure(context, error)
  }
}

function sendLingering(context: RequestContext, body: string | Uint8Array): void {
  const { reply, incoming } = context
  context.lingering = true
  reply.header('content-length', Buffer.byteLength(body)).send(lingeringBody(incoming.raw, body))
}

function toDocument({ requestId, traceId }: RequestContext, problem: ProblemError): string {
  const { type, title, status, detail, members } = problem
  const document: ProblemDetails = {
    type,
    title,
    status,
    ...(detail !== undefined && { detail }),
    instance: requestId,
    trace_id: traceId,
    ...members,
  }
  return JSON.stringify(document)
}
