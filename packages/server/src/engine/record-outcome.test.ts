import assert from 'node:assert/strict'
import { api, error, get, jwt, post, service, t as type } from '@seaworthy/design'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { type TestContext, test } from 'node:test'
import type { Engine } from './engine.ts'
import { type Outcome, recordFailures } from './outcome.ts'
import { connectRaw } from './test-raw-connection.ts'
import {
  type StartService,
  forEachTransport,
  startInMemory,
  startOverSocket,
} from './test-transports.ts'

const token = jwt('token')
const users = service('users', {
  path: '/users',
  methods: {
    read: {
      http: get('/{id}'),
      payload: { id: type.string() },
      result: { id: type.string() },
      errors: { gone: error(410, 'Gone') },
    },
    add: { http: post('/'), payload: { name: type.string() }, security: token },
  },
})

function startUsers(
  start: StartService,
  t: TestContext,
  plugIn: (fastify: Engine['fastify']) => void = () => {},
  record?: (outcome: Outcome) => void,
) {
  return start(
    t,
    api('people', { version: '1', services: [users] }),
    {
      ...(record !== undefined && { record }),
      authenticators: { token: () => ({ subject: 'ada' }) },
      handlers: {
        users: {
          read({ id }, { errors }) {
            if (id === 'gone') throw errors.gone()
            if (id === 'bad') throw new Error('bad')
            return { id }
          },
          add: () => {},
        },
      },
    },
    plugIn,
  )
}

forEachTransport('records', (start) => {
  test('a record tells what was asked, by whom, and what became of it', async (t) => {
    const { send, outcome } = await startUsers(start, t)
    const headers = { authorization: 'Bearer x', 'user-agent': 'probe/1', 'x-request-id': 'req-7' }
    await send({ verb: 'POST', path: '/users?a=s3cret', json: { name: 'x' }, headers })
    const { method, durationMs, started, trace, traceId, spanId, ...rest } = await outcome()
    assert.equal(method?.name, 'add')
    assert.ok(durationMs > 0 && durationMs < 10_000)
    assert.ok(started > 0 && started < performance.now())
    assert.deepEqual([trace?.traceId, trace?.spanId], [traceId, spanId])
    assert.match(`${traceId} ${spanId}`, /^[0-9a-f]{32} [0-9a-f]{16}$/)
    assert.deepEqual(rest, {
      route: '/users',
      verb: 'POST',
      path: '/users',
      status: 204,
      responseSize: 0,
      requestId: 'req-7',
      subject: 'ada',
      remoteAddress: '127.0.0.1',
      userAgent: 'probe/1',
      aborted: false,
      failure: undefined,
    })
  })

  test('every kind of answer makes one record', async (t) => {
    const { send, outcomes, recorded } = await startUsers(start, t)
    const requests: [string, string][] = [
      ['GET', '/users/1'],
      ['HEAD', '/users/1'],
      ['GET', '/users/gone'],
      ['GET', '/users/bad'],
      ['GET', '/nope'],
      ['PUT', '/users/1'],
      ['OPTIONS', '/users/1'],
      ['POST', '/users'],
      ['GET', '/users/%zz'],
    ]
    for (const [verb, path] of requests) await send({ verb, path })
    await recorded(requests.length)
    assert.deepEqual(
      outcomes.map(({ status, route }) => [status, route]),
      [
        [200, '/users/{id}'],
        [200, '/users/{id}'],
        [410, '/users/{id}'],
        [500, '/users/{id}'],
        [404, undefined],
        [405, undefined],
        [204, undefined],
        [401, '/users'],
        [400, undefined],
      ],
    )
  })

  const plugIns: [string, number, (fastify: Engine['fastify']) => void][] = [
    [
      'a hook that throws',
      418,
      (fastify) =>
        fastify.addHook('onRequest', async () => {
          throw Object.assign(new Error('no'), { statusCode: 418 })
        }),
    ],
    [
      'a hook that fails',
      500,
      (fastify) => fastify.addHook('preHandler', (_request, _reply, done) => done(new Error('no'))),
    ],
    [
      'a hook that rejects with nothing',
      500,
      (fastify) =>
        fastify.addHook('onRequest', () => Promise.reject(undefined as unknown as Error)),
    ],
    [
      'a hook that answers',
      202,
      (fastify) =>
        fastify.addHook('onRequest', async (_request, reply) => reply.code(202).send('later')),
    ],
    [
      'a hook that answers without Fastify',
      207,
      (fastify) =>
        fastify.addHook('onRequest', (_request, reply) => {
          reply.hijack()
          reply.raw.writeHead(207).end('raw')
        }),
    ],
    [
      'a hook that answers late',
      203,
      (fastify) =>
        fastify.addHook(
          'preHandler',
          (_request, reply) => void setImmediate(() => void reply.code(203).send('x')),
        ),
    ],
    [
      'a hook that changes the answer',
      200,
      (fastify) => fastify.addHook('onSend', async () => '{}'),
    ],
    [
      'a hook that throws on the way out',
      500,
      (fastify) =>
        fastify.addHook('onSend', async () => {
          throw new Error('no')
        }),
    ],
    [
      'a hook that throws at once on the way out',
      500,
      (fastify) =>
        fastify.addHook('onSend', () => {
          throw new Error('no')
        }),
    ],
    [
      'a hook that sets a header that cannot be sent',
      500,
      (fastify) =>
        fastify.addHook('onRequest', async (_request, reply) => void reply.header('x-odd', 'a\nb')),
    ],
    [
      'a hook that gives what cannot be sent',
      500,
      (fastify) => fastify.addHook('onSend', async () => 7),
    ],
    [
      'a parsing hook that throws',
      400,
      (fastify) =>
        fastify.addHook('preParsing', async () => {
          throw Object.assign(new Error('no'), { statusCode: 400 })
        }),
    ],
    [
      'a hook after the answer that throws',
      200,
      (fastify) =>
        fastify.addHook('onResponse', async () => {
          throw new Error('no')
        }),
    ],
    [
      'an error with a status that is none',
      500,
      (fastify) =>
        fastify.addHook('onRequest', async () => {
          throw Object.assign(new Error('s3cret'), { statusCode: 1000 })
        }),
    ],
  ]
  for (const [name, expected, plugIn] of plugIns) {
    test(`${name} makes one record, with the route that was asked for`, async (t) => {
      const { send, outcome, outcomes } = await startUsers(start, t, plugIn)
      const { status, text, headers } = await send('/users/1')
      assert.equal(status, expected)
      const { route, status: recorded, failure } = await outcome()
      assert.deepEqual([route, recorded], ['/users/{id}', expected])
      assert.equal(failure !== undefined, expected === 500)
      if (expected === 500) {
        assert.equal(headers['content-type'], 'application/problem+json; charset=utf-8')
        assert.equal(JSON.parse(text).type, 'urn:problem:seaworthy:internal')
        assert.doesNotMatch(text, /s3cret|"no"/)
      }
      await send('/nope')
      await outcome()
      assert.equal(outcomes.length, 2)
    })
  }

  test('routes that are not of the design are recorded by their template', async (t) => {
    const { send, outcome } = await startUsers(start, t, (fastify) => {
      fastify.get('/own/:id', async () => ({ own: true }))
      fastify.post('/own', async (request) => request.body)
      fastify.get('/own/bad', async () => {
        throw new Error('s3cret')
      })
    })
    assert.deepEqual((await send('/own/7')).json, { own: true })
    const { route, method, status } = await outcome()
    assert.deepEqual([route, method, status], ['/own/:id', undefined, 200])
    assert.deepEqual((await send({ verb: 'POST', path: '/own', json: { a: 1 } })).json, { a: 1 })
    const bad = await send('/own/bad')
    assert.deepEqual([bad.status, bad.json.type], [500, 'urn:problem:seaworthy:internal'])
    assert.match(String((await outcome()).failure), /s3cret/)
  })

  test('a recorder that throws costs nobody an answer', async (t) => {
    const warnings: Error[] = []
    const listen = (warning: Error) => warnings.push(warning)
    process.on('warning', listen)
    t.after(() => process.off('warning', listen))
    const { send } = await startUsers(start, t, undefined, () => {
      throw new Error('the disk is full')
    })
    assert.equal((await send('/users/1')).status, 200)
    assert.equal((await send('/users/2')).status, 200)
    while (warnings.length < 2) await once(process, 'warning')
    assert.match(String(warnings[0]?.message), /the disk is full/)
  })
})

test('the size of a body is that of what plug-ins made of it', async (t) => {
  const { send, outcome } = await startUsers(startInMemory, t, (fastify) => {
    fastify.addHook('onSend', async () => 'much shorter'.slice(0, 4))
  })
  await send('/users/a-long-name')
  assert.equal((await outcome()).responseSize, 4)
})

test('an error after the headers are out breaks the connection, and is recorded once', async (t) => {
  const { port, outcome, outcomes } = await startUsers(startOverSocket, t, (fastify) => {
    fastify.get('/stream', (_request, reply) => {
      const pieces = async function* () {
        yield 'first'
        await new Promise((resolve) => setImmediate(resolve))
        throw new Error('the source dried up')
      }
      void reply.header('content-length', 100).send(Readable.from(pieces()))
    })
  })
  const { send, ended, socket } = await connectRaw(t, port)
  send('GET /stream HTTP/1.1', 'Host: x', '', '')
  await ended
  socket.destroy()
  assert.equal((await outcome()).aborted, true)
  assert.equal(outcomes.length, 1)
})

test('without a recorder, failures go to standard error, one line each, and nothing else does', (t) => {
  const lines: string[] = []
  t.mock.method(process.stderr, 'write', (line: string) => lines.push(line) > 0)
  const outcome: Outcome = {
    method: undefined,
    route: undefined,
    verb: 'GET',
    path: '/',
    status: 500,
    durationMs: 1,
    responseSize: 0,
    requestId: 'r',
    trace: undefined,
    traceId: 't',
    spanId: undefined,
    started: 0,
    subject: undefined,
    remoteAddress: '',
    userAgent: undefined,
    aborted: false,
    failure: undefined,
  }
  recordFailures(outcome)
  assert.equal(lines.length, 0)
  const loop = new Error('outer\nline')
  loop.cause = new Error('inner', { cause: loop })
  const failures = [
    loop,
    'text',
    null,
    Object.create(null),
    7n,
    Object.assign(new Error('x'), { message: { odd: 1 }, name: 3 }),
  ]
  for (const failure of failures) recordFailures({ ...outcome, failure })
  assert.equal(lines.length, failures.length)
  for (const line of lines) {
    assert.match(line, /^\{.*\}\n$/)
    assert.equal(JSON.parse(line).message, 'request_failed')
  }
  assert.equal(JSON.parse(lines[0] ?? '').error.cause.message, 'inner')
})
