import { type AutomaticProblem, automaticProblemType, automaticProblems } from '@seaworthy/design'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { randomHex } from './request-id.ts'

const problems: Readonly<Record<string, AutomaticProblem>> = {
  HPE_HEADER_OVERFLOW: 'headersTooLarge',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'contentTooLarge',
  ERR_HTTP_REQUEST_TIMEOUT: 'requestTimeout',
}

/**
 * Answers what is no HTTP request at all (400), has too large headers (431) or did not arrive in
 * time (408). There is no request to answer yet, so the problem document goes to the socket.
 */
export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const name = problems[error.code ?? ''] ?? 'malformedRequest'
  const { status, title } = automaticProblems[name]
  const instance = randomHex(16)
  const body = JSON.stringify({
    type: automaticProblemType(name),
    title,
    status,
    instance,
    trace_id: randomHex(16),
  })
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n` +
      'content-type: application/problem+json\r\n' +
      `content-length: ${Buffer.byteLength(body)}\r\n` +
      `x-request-id: ${instance}\r\n` +
      'connection: close\r\n\r\n' +
      body,
  )
}
