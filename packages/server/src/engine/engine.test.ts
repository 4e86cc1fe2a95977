import assert from 'node:assert/strict'
import { api, get, jwt, post, service, t as type } from '@seaworthy/design'
import { once } from 'node:events'
import { Agent, get as httpGet } from 'node:http'
import { type Server, createServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import { ServerError, serverErrors } from '../errors.ts'
import { type Engine, type EngineOptions, createEngine } from './engine.ts'
import { mount } from './mount.ts'
import type { Outcome } from './outcome.ts'
import { connectRaw } from './test-raw-connection.ts'

const token = jwt('token')
const jobs = service('jobs', {
  path: '/jobs',
  methods: {
    run: { http: get('/'), result: type.string() },
    stop: { http: post('/stop'), security: token },
  },
})
const design = api('jobs', { version: '1', services: [jobs] })

interface Running {
  readonly engine: Engine
  readonly port: number
  /** Settles when the handler runs. */
  readonly running: Promise<void>
  /** Lets the handler answer. */
  readonly finish: () => void
  readonly outcomes: readonly Outcome[]
}

async function startJobs(t: TestContext): Promise<Running> {
  const outcomes: Outcome[] = []
  const running = Promise.withResolvers<void>()
  const finished = Promise.withResolvers<string>()
  const engine = createEngine(design, {
    record: (outcome) => outcomes.push(outcome),
    authenticators: { token: () => undefined },
    handlers: {
      jobs: {
        run() {
          running.resolve()
          return finished.promise
        },
        stop: () => {},
      },
    },
  })
  t.after(() => engine.close())
  const { port } = await engine.listen()
  return {
    engine,
    port,
    running: running.promise,
    finish: () => finished.resolve('done'),
    outcomes,
  }
}

test('close waits for the request under way, whose connection then ends', async (t) => {
  const { engine, port, running, finish, outcomes } = await startJobs(t)
  const { send, response, ended, socket } = await connectRaw(t, port)
  send('GET /jobs HTTP/1.1', 'Host: x', '', '')
  await running
  const closed = engine.close()
  finish()
  const { status, text, headers } = await response()
  assert.deepEqual([status, text, headers['connection']], [200, '"done"', 'close'])
  await ended
  socket.end()
  await closed
  assert.deepEqual(
    outcomes.map(({ status: recorded, aborted }) => [recorded, aborted]),
    [[200, false]],
  )
})

test('close waits for a request in memory too', async (t) => {
  const { engine, running, finish, outcomes } = await startJobs(t)
  const answer = engine.inject('/jobs')
  await running
  const closed = engine.close()
  finish()
  assert.equal((await answer).statusCode, 200)
  await closed
  assert.equal(outcomes.length, 1)
})

test('close does not wait for sockets that are idle, fresh, or in the middle of a request', async (t) => {
  const { engine, port, finish } = await startJobs(t)
  finish()
  const agent = new Agent({ keepAlive: true })
  t.after(() => agent.destroy())
  const [response] = await once(
    httpGet({ port, host: '127.0.0.1', path: '/jobs', agent }),
    'response',
  )
  response.resume()
  await once(response, 'end')
  const fresh = await connectRaw(t, port)
  const half = await connectRaw(t, port)
  half.send('GET /jobs HTTP/1.1', 'Host: x', 'X-Half: ')
  await engine.close()
  await Promise.all([fresh.ended, half.ended])
})

test('close may be called twice, and disposes', async (t) => {
  const { engine } = await startJobs(t)
  await Promise.all([engine.close(), engine.close(), engine[Symbol.asyncDispose]()])
  await engine.close()
  await assert.rejects(async () => engine.inject('/jobs'), /closed/)
})

test('an engine that never listened closes', async () => {
  const engine = createEngine(design, options)
  await engine.close()
  const asked = createEngine(design, options)
  await asked.inject('/jobs')
  await asked.close()
})

const options: EngineOptions<
  typeof design extends { '~types'?: infer Types } ? NonNullable<Types> : never
> = {
  authenticators: { token: () => undefined },
  handlers: { jobs: { run: () => 'done', stop: () => {} } },
}

test('a listening engine tells its address', async (t) => {
  for (const [host, url] of [
    ['127.0.0.1', '127.0.0.1'],
    ['0.0.0.0', 'localhost'],
    ['localhost', '127.0.0.1'],
  ] as const) {
    const engine = createEngine(design, options)
    t.after(() => engine.close())
    const address = await engine.listen({ host })
    assert.equal(address.url, `http://${url}:${address.port}`)
    const response = await fetch(`${address.url}/jobs`)
    assert.equal(await response.text(), '"done"')
  }
})

test('an address that is in use is an error that says what to do', async (t) => {
  const taken = createServer()
  t.after(() => taken.close())
  await once(taken.listen(0, '127.0.0.1'), 'listening')
  const { port } = addressOf(taken)
  const engine = createEngine(design, options)
  await assert.rejects(engine.listen({ port }), (error) => {
    assert.ok(error instanceof ServerError)
    assert.deepEqual([error.code, error.fix], ['ADDRESS_IN_USE', serverErrors.ADDRESS_IN_USE.fix])
    assert.match(error.message, new RegExp(`^127\\.0\\.0\\.1:${port} is in use`))
    return true
  })
  await engine.close()
})

test('an address that is not of this machine is an error that says what to do', async () => {
  const engine = createEngine(design, options)
  await assert.rejects(engine.listen({ host: '203.0.113.7' }), {
    code: 'ADDRESS_UNUSABLE',
    message: /^This process cannot listen on 203\.0\.113\.7:0: listen EADDRNOTAVAIL/,
  })
  await engine.close()
})

test('a handler or an authenticator that is missing is an error at once, and all are named', () => {
  const untyped = options as { handlers: object }
  for (const create of [createEngine, mount]) {
    const start = (changed: object) => () => create(design, { ...untyped, ...changed } as never)
    assert.throws(start({ handlers: { jobs: { run: 7 } } }), {
      code: 'HANDLER_MISSING',
      message: /^There is no handler for jobs\.run, jobs\.stop\./,
    })
    for (const handlers of [{}, undefined, null, { jobs: null }]) {
      assert.throws(start({ handlers }), { code: 'HANDLER_MISSING' })
    }
    for (const authenticators of [{}, { token: true }, { Token: () => undefined }]) {
      assert.throws(start({ authenticators }), {
        code: 'AUTHENTICATOR_MISSING',
        message: /^The design asks for security that nothing checks: token\./,
      })
    }
  }
})

test('the address of a client comes from a proxy only where that is trusted', async (t) => {
  const seen: string[] = []
  for (const trustedProxies of [undefined, [], ['10.0.0.0/8'], ['127.0.0.1']]) {
    const engine = createEngine(design, {
      ...options,
      ...(trustedProxies && { trustedProxies }),
      record: ({ remoteAddress }) => seen.push(remoteAddress),
    })
    t.after(() => engine.close())
    await engine.inject({ url: '/jobs', headers: { 'x-forwarded-for': '203.0.113.7' } })
  }
  assert.deepEqual(seen, ['127.0.0.1', '127.0.0.1', '127.0.0.1', '203.0.113.7'])
})

function addressOf(server: Server): { port: number } {
  return server.address() as { port: number }
}
