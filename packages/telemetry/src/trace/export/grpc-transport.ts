import { type ClientHttp2Session, type ClientHttp2Stream, connect } from 'node:http2'
import { toTransportError, type TransportOptions } from './http-transport.ts'
import { type Transport, TransportError } from './transport.ts'

const path = '/opentelemetry.proto.collector.trace.v1.TraceService/Export'

/**
 * OTLP over gRPC. Of gRPC this is one unary call: a message with five bytes before it on an HTTP/2
 * stream, and a status in the trailers.
 */
export function createGrpcTransport({ url, headers }: TransportOptions): Transport {
  let session: ClientHttp2Session | undefined
  const openSession = () => {
    if (session !== undefined && !session.closed && !session.destroyed) return session
    session = connect(url.origin)
    // Who waits for a call hears of it there.
    session.on('error', () => {})
    session.unref()
    return session
  }
  return {
    async send(message, signal) {
      const current = openSession()
      current.ref()
      try {
        const stream = current.request(
          {
            ...headers,
            ':method': 'POST',
            ':path': path,
            'content-type': 'application/grpc+proto',
            te: 'trailers',
          },
          { signal },
        )
        // It may be cut after its answer has been read, when nobody listens any more.
        stream.on('error', () => {})
        stream.end(framed(message))
        return await readReply(stream)
      } catch (cause) {
        throw cause instanceof TransportError ? cause : toTransportError(cause)
      } finally {
        current.unref()
      }
    },
    close: () => session?.destroy(),
  }
}

function framed(message: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(5 + message.byteLength)
  frame[0] = 0
  frame.writeUInt32BE(message.byteLength, 1)
  frame.set(message, 5)
  return frame
}

const mostBytes = 64 * 1024

async function readReply(stream: ClientHttp2Stream): Promise<Uint8Array> {
  const status: Record<string, unknown> = {}
  stream.on('response', (headers) => void Object.assign(status, headers))
  stream.on('trailers', (trailers) => void Object.assign(status, trailers))
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > mostBytes) throw new Error(`The answer is longer than ${mostBytes} bytes`)
    chunks.push(chunk)
  }
  if (status['grpc-status'] === '0') return Buffer.concat(chunks).subarray(5)
  throw toGrpcError(status)
}

/** As the specification of OTLP has it: cancelled, deadline, aborted, range, unavailable, data loss. */
const retryable: ReadonlySet<string> = new Set(['1', '4', '10', '11', '14', '15'])

function toGrpcError(status: Record<string, unknown>): TransportError {
  const code = status['grpc-status']
  if (typeof code !== 'string') {
    return new TransportError(`The collector answered ${String(status[':status'])}, without gRPC`, {
      retryable: ['429', '502', '503', '504'].includes(String(status[':status'])),
    })
  }
  return new TransportError(`The collector answered with the gRPC status ${code}`, {
    retryable: retryable.has(code),
  })
}
