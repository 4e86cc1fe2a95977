import { EventEmitter, once } from 'node:events'
import { type IncomingHttpHeaders, createServer } from 'node:http'
import * as http2 from 'node:http2'
import type { AddressInfo, Socket } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import { type ReceivedSpan, decodeJson, decodeProtobuf } from './decode-otlp.ts'

/** What the sink does with a message: a status, or no answer at all. */
export type SinkAnswer = number | 'hang'

/** A collector for tests: it keeps what it is sent. */
export interface OtlpSink extends AsyncDisposable {
  readonly endpoint: string
  readonly spans: ReceivedSpan[]
  /** Headers of each message. */
  readonly messages: IncomingHttpHeaders[]
  /** 200 unless it is told otherwise. */
  answer: SinkAnswer
  /** Answers wait for it. */
  slow: Promise<void> | undefined
  /** The body of a good answer. */
  reply: Buffer
  /** Settles when one more message has arrived. */
  next(): Promise<void>
}

/** OTLP over HTTP, JSON and protobuf. */
export async function startSink(): Promise<OtlpSink> {
  const arrivals = new EventEmitter()
  const server = createServer((request, response) => {
    void (async () => {
      const json = request.headers['content-type'] === 'application/json'
      const spans = json ? decodeJson(await text(request)) : decodeProtobuf(await buffer(request))
      sink.messages.push(request.headers)
      if (sink.answer === 200) sink.spans.push(...spans)
      arrivals.emit('message')
      await sink.slow
      if (sink.answer !== 'hang') response.writeHead(sink.answer).end(sink.reply)
    })()
  })
  const port = await listen(server.listen(0, '127.0.0.1'))
  const sink = createSink(`http://127.0.0.1:${port}/v1/traces`, arrivals, async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  return sink
}

/** OTLP over gRPC: the answer is a gRPC status, of which 0 is good. */
export async function startGrpcSink(): Promise<OtlpSink> {
  const arrivals = new EventEmitter()
  const sockets = new Set<Socket>()
  const server = http2.createServer()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  server.on('stream', (stream, headers) => {
    stream.on('error', () => {})
    void (async () => {
      const message = await buffer(stream)
      sink.messages.push(headers)
      arrivals.emit('message')
      if (sink.answer === 'hang') return
      if (sink.answer === 0) sink.spans.push(...decodeProtobuf(message.subarray(5)))
      stream.respond(
        { ':status': 200, 'content-type': 'application/grpc+proto' },
        { waitForTrailers: true },
      )
      const status = sink.answer
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': String(status) }))
      stream.end(status === 0 ? Buffer.alloc(5) : undefined)
    })()
  })
  const port = await listen(server.listen(0, '127.0.0.1'))
  const sink = createSink(`http://127.0.0.1:${port}`, arrivals, async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  sink.answer = 0
  return sink
}

function createSink(
  endpoint: string,
  arrivals: EventEmitter,
  close: () => Promise<void>,
): OtlpSink {
  return {
    endpoint,
    spans: [],
    messages: [],
    answer: 200,
    slow: undefined,
    reply: Buffer.alloc(0),
    async next() {
      await once(arrivals, 'message')
    },
    [Symbol.asyncDispose]: close,
  }
}

async function listen(server: EventEmitter & { address(): AddressInfo | string | null }) {
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
