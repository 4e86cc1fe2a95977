import type { AutomaticProblem } from '@seaworthy/design'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Recorder } from './outcome.ts'
import { type ProblemError, automaticProblem } from './problem.ts'
import { randomHex } from './request-id.ts'
import { lastContextOf } from './request-tracker.ts'
import { problemType, sendProblem } from './send.ts'

const problems: Readonly<Record<string, AutomaticProblem>> = {
  HPE_HEADER_OVERFLOW: 'headersTooLarge',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'contentTooLarge',
  ERR_HTTP_REQUEST_TIMEOUT: 'requestTimeout',
}

/** How long a client that is still sending is listened to after its answer, in milliseconds. */
const lingerTime = 2_000

/**
 * Answers what is no HTTP request at all (400), has too large headers (431) or did not arrive in
 * time (408).
 */
export function answerClientError(
  error: Error & { readonly code?: string },
  socket: Socket,
  record: Recorder,
): void {
  // The parser complains about every further packet too.
  if (socket.writableEnded) return
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const problem = automaticProblem(problems[error.code ?? ''] ?? 'malformedRequest', {
    headers: { connection: 'close' },
  })
  const context = lastContextOf(socket)
  if (context !== undefined && !context.incoming.raw.complete) {
    // The request is the one that is broken. Behind an answer nothing more can be said.
    if (context.reply.raw.headersSent) socket.destroy()
    else sendProblem(context, problem)
  } else if (context !== undefined && !context.reply.raw.destroyed) {
    // The request is whole, what follows is not: it is the last one of its connection.
    context.reply.raw.shouldKeepAlive = false
  } else {
    answerOnSocket(socket, problem, record)
  }
}

/** Where there is no response to write to, the problem document goes to the socket. */
export function answerOnSocket(socket: Socket, problem: ProblemError, record: Recorder): void {
  const { type, title, status, detail } = problem
  const requestId = randomHex(16)
  const traceId = randomHex(16)
  const document = { type, title, status, detail, instance: requestId, trace_id: traceId }
  const body = JSON.stringify(document)
  const headers = {
    'content-type': problemType,
    'content-length': Buffer.byteLength(body),
    'x-request-id': requestId,
    ...problem.headers,
  }
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const remoteAddress = socket.remoteAddress ?? ''
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${fields.join('')}\r\n${body}`)
  const timer = setTimeout(() => socket.destroy(), lingerTime)
  socket.once('close', () => clearTimeout(timer))
  record({
    method: undefined,
    route: undefined,
    verb: '-',
    path: '-',
    status,
    durationMs: 0,
    responseSize: body.length,
    requestId,
    trace: undefined,
    traceId,
    spanId: undefined,
    started: performance.now(),
    subject: undefined,
    remoteAddress,
    userAgent: undefined,
    aborted: false,
    failure: undefined,
  })
}
