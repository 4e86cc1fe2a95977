import * as http from 'node:http'
import * as https from 'node:https'
import { type Transport, TransportError } from './transport.ts'

export interface TransportOptions {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
}

/** OTLP over HTTP: one POST per message, on connections that stay. */
export function createHttpTransport(
  options: TransportOptions & { readonly contentType: string },
): Transport {
  const { url, contentType } = options
  const { request, Agent } = url.protocol === 'https:' ? https : http
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  return {
    send: (message, signal) =>
      new Promise((resolve, reject) => {
        const headers = {
          ...options.headers,
          'content-type': contentType,
          'content-length': message.byteLength,
        }
        const outgoing = request(url, { method: 'POST', agent, headers, signal })
        outgoing.on('error', (cause) => reject(toTransportError(cause)))
        outgoing.on('response', (response) => {
          // It may be cut after it has been read, when nobody listens any more.
          response.on('error', () => {})
          readAnswer(response).then(resolve, reject)
        })
        outgoing.end(message)
      }),
    close: () => agent.destroy(),
  }
}

const mostBytes = 64 * 1024

async function readAnswer(response: http.IncomingMessage): Promise<Uint8Array> {
  const { statusCode = 0, headers } = response
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > mostBytes) throw new Error(`The answer is longer than ${mostBytes} bytes`)
      chunks.push(chunk)
    }
  } catch (cause) {
    throw toTransportError(cause)
  }
  if (statusCode >= 200 && statusCode < 300) return Buffer.concat(chunks)
  throw new TransportError(`The collector answered ${statusCode}`, {
    retryable: [429, 502, 503, 504].includes(statusCode),
    retryAfter: toMilliseconds(headers['retry-after']),
  })
}

/** A connection that is refused or breaks may work a little later. */
export function toTransportError(cause: unknown): TransportError {
  const { code, message } = cause as Partial<NodeJS.ErrnoException>
  return new TransportError(message || code || 'The connection failed', {
    cause,
    retryable: code !== undefined && transient.has(code),
  })
}

const transient: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENOTFOUND',
  'ENETUNREACH',
  'EHOSTUNREACH',
])

function toMilliseconds(retryAfter: string | undefined): number | undefined {
  if (retryAfter === undefined) return undefined
  const seconds = Number(retryAfter)
  const wait = Number.isNaN(seconds) ? Date.parse(retryAfter) - Date.now() : seconds * 1000
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined
}
