import type { ProblemDetails } from '@seaworthy/design'
import type { EncodedResponse } from './response-encoder.ts'
import type { ProblemError } from './problem.ts'
import type { RequestContext } from './request-context.ts'

/** Writes a successful response. */
export function sendResponse(context: RequestContext, response: EncodedResponse): void {
  const { reply, requestId } = context
  reply.code(response.status).header('x-request-id', requestId)
  for (const [name, value] of response.headers) reply.header(name, value)
  if (response.contentType !== undefined && response.body !== undefined) {
    reply.header('content-type', response.contentType)
  }
  context.responseSize = sizeOf(response.body)
  reply.send(response.body)
}

/** Writes a problem document. What it tells is the problem's own; causes stay inside. */
export function sendProblem(context: RequestContext, problem: ProblemError): void {
  const { reply, requestId, traceId } = context
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
  const body = JSON.stringify(document)
  context.responseSize = Buffer.byteLength(body)
  reply
    .code(status)
    .headers(problem.headers)
    .header('content-type', 'application/problem+json')
    .header('x-request-id', requestId)
    .send(body)
}

function sizeOf(body: string | Uint8Array | undefined): number {
  if (body === undefined) return 0
  return typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength
}
