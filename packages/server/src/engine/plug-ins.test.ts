import assert from 'node:assert/strict'
import { api, get, jwt, post, service, t as type } from '@seaworthy/design'
import { type TestContext, test } from 'node:test'
import { createGunzip, gunzipSync, gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import type { Engine } from './engine.ts'
import type { Limits } from './limits.ts'
import { connectRaw } from './test-raw-connection.ts'
import {
  type StartService,
  forEachTransport,
  startInMemory,
  startOverSocket,
} from './test-transports.ts'

const token = jwt('token')
const notes = service('notes', {
  path: '/notes',
  methods: {
    read: { http: get('/{id}'), payload: { id: type.string() }, result: { id: type.string() } },
    add: { http: post('/'), payload: { text: type.string() }, result: { size: type.integer() } },
    guarded: { http: post('/guarded'), payload: { text: type.string() }, security: token },
  },
})

function startNotes(
  start: StartService,
  t: TestContext,
  plugIn: (fastify: Engine['fastify']) => void,
  limits: Partial<Limits> = {},
) {
  return start(
    t,
    api('notes', { version: '1', services: [notes] }),
    {
      limits,
      authenticators: { token: () => undefined },
      handlers: {
        notes: {
          read: (payload) => payload,
          add: ({ text }) => ({ size: text.length }),
          guarded: () => {},
        },
      },
    },
    plugIn,
  )
}

/** As @fastify/compress does it: for the routes that it sees being made. */
function compress(fastify: FastifyInstance): void {
  fastify.register(
    Object.assign(
      async (app: FastifyInstance) => {
        app.addHook('onRoute', (route) => {
          route.onSend = async (request, reply, payload: unknown) => {
            if (request.headers['accept-encoding'] !== 'gzip' || typeof payload !== 'string')
              return payload
            reply.header('content-encoding', 'gzip').removeHeader('content-length')
            return gzipSync(payload)
          }
        })
      },
      { [Symbol.for('skip-override')]: true },
    ),
  )
}

function decompress(fastify: FastifyInstance): void {
  fastify.addHook('preParsing', async (request, _reply, payload) => {
    return request.headers['content-encoding'] === 'gzip' ? payload.pipe(createGunzip()) : payload
  })
}

const zipped = { 'content-type': 'application/json', 'content-encoding': 'gzip' }

forEachTransport('plug-ins', (start) => {
  test('a header that a hook adds is on every answer', async (t) => {
    const { send } = await startNotes(start, t, (fastify) => {
      fastify.addHook(
        'onRequest',
        async (_request, reply) => void reply.header('x-frame-options', 'DENY'),
      )
    })
    for (const path of ['/notes/1', '/nope', '/notes/%zz'].slice(0, 2)) {
      assert.equal((await send(path)).headers['x-frame-options'], 'DENY', path)
    }
    assert.equal(
      (await send({ verb: 'POST', path: '/notes', body: '{' })).headers['x-frame-options'],
      'DENY',
    )
    assert.equal(
      (await send({ verb: 'OPTIONS', path: '/notes' })).headers['x-frame-options'],
      'DENY',
    )
  })

  test('a plug-in that watches routes being made sees those of the design', async (t) => {
    const { send } = await startNotes(start, t, compress)
    const headers = { 'accept-encoding': 'gzip' }
    const { bytes, headers: sent } = await send({ path: '/notes/abc', headers })
    assert.equal(sent['content-encoding'], 'gzip')
    assert.equal(sent['content-length'], String(bytes.length))
    assert.equal(gunzipSync(bytes).toString(), '{"id":"abc"}')
    assert.equal((await send('/notes/abc')).text, '{"id":"abc"}')
  })

  test('a body that a plug-in decompresses is read as if it had come so', async (t) => {
    const { send } = await startNotes(start, t, decompress)
    const add = (body: Uint8Array) => send({ verb: 'POST', path: '/notes', body, headers: zipped })
    assert.deepEqual((await add(gzipSync('{"text":"abc"}'))).json, { size: 3 })
    assert.equal(
      (await add(gzipSync('{"text":'))).json.detail,
      'The body is not valid JSON at position 8',
    )
    const broken = await add(Buffer.from('no gzip'))
    assert.deepEqual([broken.status, broken.json.detail], [400, 'The body broke off'])
    assert.equal((await add(gzipSync('{"text":"abc"}').subarray(0, 20))).status, 400)
    assert.deepEqual((await send({ verb: 'POST', path: '/notes', json: { text: 'ab' } })).json, {
      size: 2,
    })
  })

  test('what a small body decompresses to is held to the limit, and no further', async (t) => {
    let decompressed = 0
    const { send } = await startNotes(
      start,
      t,
      (fastify) => {
        fastify.addHook('preParsing', async (request, _reply, payload) => {
          if (request.method === 'GET') return payload
          const stream = createGunzip()
          const push = stream.push.bind(stream)
          stream.push = (chunk: Buffer | null) => {
            decompressed += chunk?.length ?? 0
            return push(chunk)
          }
          return payload.pipe(stream)
        })
      },
      { body: 10_000 },
    )
    const body = gzipSync(Buffer.alloc(8_000_000, ' '))
    assert.ok(body.length < 10_000)
    assert.equal((await send({ verb: 'POST', path: '/notes', body, headers: zipped })).status, 413)
    assert.equal((await send('/notes/1')).status, 200)
    assert.ok(decompressed > 10_000 && decompressed < 1_000_000, String(decompressed))
  })

  test('a caller that is refused costs no decompression, and keeps its connection', async (t) => {
    let read = 0
    const { send } = await startNotes(start, t, (fastify) => {
      fastify.addHook('preParsing', async (_request, _reply, payload) => {
        const stream = payload.pipe(createGunzip())
        stream.on('data', () => read++).pause()
        return stream
      })
    })
    for (let turn = 0; turn < 5; turn++) {
      const body = gzipSync(`{"text":"${'x'.repeat(10_000)}"}`)
      const { status } = await send({ verb: 'POST', path: '/notes/guarded', body, headers: zipped })
      assert.equal(status, 401)
    }
    assert.equal(read, 0)
  })

  test('streams of text are read as their bytes', async (t) => {
    const { send } = await startNotes(start, t, (fastify) => {
      fastify.addHook('preParsing', async (_request, _reply, payload) =>
        payload.setEncoding('utf8'),
      )
    })
    assert.deepEqual((await send({ verb: 'POST', path: '/notes', json: { text: 'äö' } })).json, {
      size: 2,
    })
  })

  test('decorations, encapsulated plug-ins and their parsers keep to themselves', async (t) => {
    const { send } = await startNotes(start, t, (fastify) => {
      fastify.decorateRequest('started', 0)
      fastify.register(async (app) => {
        app.addContentTypeParser('text/csv', { parseAs: 'string' }, (_request, body, done) =>
          done(null, String(body).split(',')),
        )
        app.setErrorHandler((_error, _request, reply) => reply.code(422).send({ mine: true }))
        app.post('/csv', async (request) => request.body)
        app.get('/fail', async () => {
          throw new Error('mine')
        })
      })
    })
    const csv = await send({
      verb: 'POST',
      path: '/csv',
      body: 'a,b',
      headers: { 'content-type': 'text/csv' },
    })
    assert.deepEqual(csv.json, ['a', 'b'])
    assert.deepEqual((await send('/fail')).json, { mine: true })
    assert.equal(
      (
        await send({
          verb: 'POST',
          path: '/notes',
          body: 'a,b',
          headers: { 'content-type': 'text/csv' },
        })
      ).status,
      415,
    )
  })
})

test("a route of one's own may wait to be asked for its body", async (t) => {
  const { port, recorded } = await startNotes(startOverSocket, t, (fastify) => {
    fastify.post('/own', async (request) => request.body)
  })
  const { send, response } = await connectRaw(t, port)
  send(
    'POST /own HTTP/1.1',
    'Host: x',
    'Content-Type: application/json',
    'Content-Length: 7',
    'Expect: 100-continue',
    '',
    '',
  )
  assert.equal((await response()).status, 100)
  send('{"a":1}')
  assert.equal((await response()).text, '{"a":1}')
  await recorded(1)
})

test('a plug-in may be registered after a turn of the event loop, or awaited', async (t) => {
  const { engine, send } = await startNotes(startInMemory, t, () => {})
  await new Promise((resolve) => setImmediate(resolve))
  engine.fastify.addHook('onRequest', async (_request, reply) => void reply.header('x-late', '1'))
  await engine.fastify.register(async (app) => {
    app.get('/late', async () => 'late')
  })
  assert.equal((await send('/notes/1')).headers['x-late'], '1')
  assert.equal((await send('/late')).text, 'late')
})

test('Fastify may be made ready and asked without the engine', async (t) => {
  const { engine, recorded } = await startNotes(startInMemory, t, () => {})
  await engine.fastify.ready()
  assert.equal((await engine.fastify.inject('/notes/1')).statusCode, 200)
  await recorded(1)
})
