import assert from 'node:assert/strict'
import type { Api, ServiceTypesMap } from '@seaworthy/design'
import { Agent, type IncomingMessage, request as httpRequest } from 'node:http'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { type TestContext, describe } from 'node:test'
import { type Engine, type EngineOptions, createEngine } from './engine.ts'
import type { Outcome } from './outcome.ts'

export interface TestRequest {
  /** Default: GET. */
  readonly verb?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  /** Sent as JSON. */
  readonly json?: unknown
  /** Sent as it is, with its length. */
  readonly body?: string | Uint8Array
  /** Sent without a length, piece by piece. */
  readonly chunks?: readonly (string | Uint8Array)[]
}

export interface TestResponse {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly text: string
  readonly bytes: Buffer
  /** The body as JSON, however it is meant. */
  readonly json: any // oxlint-disable-line typescript/no-explicit-any -- tests say what they expect
}

/** An engine that is asked, and what it recorded of that. */
export interface TestService {
  readonly engine: Engine
  /** 0 in memory. */
  readonly port: number
  readonly send: (request: TestRequest | string) => Promise<TestResponse>
  /** The record of the last request, as soon as it is there. */
  readonly outcome: () => Promise<Outcome>
  /** Waits for that many records. They are all that the test will make. */
  readonly recorded: (count: number) => Promise<void>
  readonly outcomes: readonly Outcome[]
}

/** Starts an engine for one test. When that ends, every request must have its one record. */
export type StartService = <Services extends ServiceTypesMap>(
  t: TestContext,
  api: Api<Services>,
  options: EngineOptions<Services>,
  /** Adds plug-ins before anything is sent. */
  plugIn?: (fastify: Engine['fastify']) => void,
) => Promise<TestService>

/** Runs a suite twice: with requests in memory, and over a socket. */
export function forEachTransport(title: string, suite: (start: StartService) => void): void {
  describe(`${title}, in memory`, () => suite(startInMemory))
  describe(`${title}, over a socket`, () => suite(startOverSocket))
}

export const startInMemory: StartService = (t, api, options, plugIn) => {
  return startService(t, api, options, async (engine) => {
    plugIn?.(engine.fastify)
    return { port: 0, send: inMemory(engine) }
  })
}

export const startOverSocket: StartService = (t, api, options, plugIn) => {
  return startService(t, api, options, async (engine) => {
    plugIn?.(engine.fastify)
    const { port } = await engine.listen()
    return { port, send: overSocket(t, port) }
  })
}

type Send = (request: TestRequest) => Promise<TestResponse>

async function startService<Services extends ServiceTypesMap>(
  t: TestContext,
  api: Api<Services>,
  options: EngineOptions<Services>,
  connect: (engine: Engine) => Promise<{ port: number; send: Send }>,
): Promise<TestService> {
  const outcomes: Outcome[] = []
  let sent = 0
  let tell = () => {}
  const engine = createEngine(api, {
    ...options,
    record(outcome) {
      outcomes.push(outcome)
      tell()
      options.record?.(outcome)
    },
  })
  t.after(async () => {
    await engine.close()
    if (sent > 0) assert.equal(outcomes.length, sent, 'every request is recorded once')
  })
  const recorded = async (count: number) => {
    sent = count
    while (outcomes.length < count) await new Promise<void>((resolve) => (tell = resolve))
  }
  const { port, send } = await connect(engine)
  return {
    engine,
    port,
    outcomes,
    recorded,
    send(request) {
      sent++
      return send(typeof request === 'string' ? { path: request } : request)
    },
    async outcome() {
      await recorded(Math.max(1, sent))
      return outcomes.at(-1) as Outcome
    },
  }
}

function inMemory(engine: Engine): Send {
  return async (request) => {
    const { verb = 'GET', path, chunks } = request
    const { headers, body } = toMessage(request)
    const response = await engine.inject({
      method: verb as 'GET',
      url: path,
      headers: headers as Record<string, string>,
      ...(body !== undefined && { payload: body as Buffer }),
      ...(chunks !== undefined && { payload: Readable.from(chunks) }),
    })
    return toResponse(
      response.statusCode,
      response.headers as TestResponse['headers'],
      response.rawPayload,
    )
  }
}

function overSocket(t: TestContext, port: number): Send {
  const agent = new Agent({ keepAlive: true })
  t.after(() => agent.destroy())
  return (request) =>
    new Promise((resolve, reject) => {
      const { verb = 'GET', path, chunks } = request
      const { headers, body } = toMessage(request)
      const outgoing = httpRequest({ port, host: '127.0.0.1', method: verb, path, headers, agent })
      outgoing.on('error', reject)
      outgoing.on('response', (response) => {
        const { statusCode = 0, headers: received } = response
        buffer(response).then((bytes) => resolve(toResponse(statusCode, received, bytes)), reject)
      })
      if (chunks === undefined) outgoing.end(body)
      else Readable.from(chunks).pipe(outgoing)
    })
}

function toMessage({ headers = {}, json, body, chunks }: TestRequest) {
  const content = json === undefined ? body : JSON.stringify(json)
  return {
    body: content,
    headers: {
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...(content !== undefined && { 'content-length': String(Buffer.byteLength(content)) }),
      ...(chunks !== undefined && { 'transfer-encoding': 'chunked' }),
      ...headers,
    } as Record<string, string | string[]>,
  }
}

function toResponse(status: number, headers: TestResponse['headers'], bytes: Buffer): TestResponse {
  return {
    status,
    headers,
    bytes,
    get text() {
      return bytes.toString()
    },
    get json(): unknown {
      return JSON.parse(bytes.toString()) as unknown
    },
  }
}
