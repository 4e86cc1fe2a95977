import assert from 'node:assert/strict'
import { api, files, get, post, redirect, service, t as type } from '@seaworthy/design'
import fastifyStatic from '@fastify/static'
import { type FastifyInstance, fastify } from 'fastify'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, describe, test } from 'node:test'
import { createEngine } from './engine.ts'
import { mount } from './mount.ts'
import type { Outcome } from './outcome.ts'

const notes = service('notes', {
  path: '/notes',
  methods: {
    read: { http: get('/{id}'), payload: { id: type.string() }, result: { id: type.string() } },
    add: { http: post('/'), payload: { text: type.string() }, result: { size: type.integer() } },
  },
  redirects: [redirect('/old/{id}', '/notes/{id}')],
})
const handlers = {
  notes: {
    read: ({ id }: { id: string }) => {
      if (id === 'bad') throw new Error('s3cret')
      return { id }
    },
    add: ({ text }: { text: string }) => ({ size: text.length }),
  },
}
const design = (path = '/') => api('notes', { version: '1', path, services: [notes] })

/** An application with ideas of its own about everything that the engine has ideas about. */
function createHost(t: TestContext): FastifyInstance {
  const host = fastify()
  t.after(() => host.close())
  host.addHook('onRequest', async (_request, reply) => void reply.header('x-host', '1'))
  host.addContentTypeParser('text/csv', { parseAs: 'string' }, (_request, body, done) =>
    done(null, String(body).split(',')),
  )
  host.setErrorHandler((error, _request, reply) => {
    void reply.code(599).send({ host: String(error instanceof Error ? error.message : error) })
  })
  host.setNotFoundHandler((_request, reply) => void reply.code(404).send({ host: 'not found' }))
  host.get('/host', async () => ({ host: true }))
  host.post('/host', async (request) => request.body)
  host.get('/host/fail', async () => {
    throw new Error('mine')
  })
  return host
}

type Method = 'GET' | 'POST' | 'DELETE' | 'OPTIONS'

async function ask(
  host: FastifyInstance,
  method: Method,
  url: string,
  payload?: object | string,
  type?: string,
) {
  const response = await host.inject({
    method,
    url,
    ...(payload !== undefined && { payload }),
    ...(type !== undefined && { headers: { 'content-type': type } }),
  })
  return { status: response.statusCode, headers: response.headers, json: response.json() }
}

for (const prefix of ['', '/api/v1']) {
  describe(`an API mounted ${prefix === '' ? 'without a prefix' : `below ${prefix}`}`, () => {
    async function start(t: TestContext) {
      const outcomes: Outcome[] = []
      const host = createHost(t)
      await host.register(
        mount(design(prefix || '/'), { handlers, record: (outcome) => outcomes.push(outcome) }),
      )
      return { host, outcomes }
    }

    test('its routes work, with the hooks of the host', async (t) => {
      const { host, outcomes } = await start(t)
      const read = await ask(host, 'GET', `${prefix}/notes/7`)
      assert.deepEqual([read.status, read.json, read.headers['x-host']], [200, { id: '7' }, '1'])
      assert.deepEqual((await ask(host, 'POST', `${prefix}/notes`, { text: 'abc' })).json, {
        size: 3,
      })
      const csv = await ask(host, 'POST', `${prefix}/notes`, 'a,b', 'text/csv')
      assert.equal(csv.json.type, 'urn:problem:seaworthy:unsupported-media-type')
      const bad = await ask(host, 'GET', `${prefix}/notes/bad`)
      assert.deepEqual([bad.status, bad.json.type], [500, 'urn:problem:seaworthy:internal'])
      assert.deepEqual(
        outcomes.map(({ status, route }) => [status, route]),
        [
          [200, `${prefix}/notes/{id}`],
          [200, `${prefix}/notes`],
          [415, `${prefix}/notes`],
          [500, `${prefix}/notes/{id}`],
        ],
      )
    })

    test('the routes, parsers and handlers of the host go on as before', async (t) => {
      const { host, outcomes } = await start(t)
      assert.deepEqual((await ask(host, 'GET', '/host')).json, { host: true })
      assert.deepEqual((await ask(host, 'POST', '/host', { a: 1 })).json, { a: 1 })
      assert.deepEqual((await ask(host, 'POST', '/host', 'a,b', 'text/csv')).json, ['a', 'b'])
      assert.deepEqual((await ask(host, 'GET', '/host/fail')).json, { host: 'mine' })
      assert.deepEqual((await ask(host, 'GET', '/nope')).json, { host: 'not found' })
      assert.deepEqual((await ask(host, 'POST', '/host', '{', 'application/json')).status, 599)
      assert.deepEqual(outcomes, [])
    })

    test('an error of a hook of the host is a problem document on the routes of the API', async (t) => {
      const { host, outcomes } = await start(t)
      host.addHook('preHandler', async () => {
        throw Object.assign(new Error('Slow down'), { statusCode: 429 })
      })
      const { status, json } = await ask(host, 'GET', `${prefix}/notes/7`)
      assert.deepEqual([status, json.detail], [429, 'Slow down'])
      assert.deepEqual((await ask(host, 'GET', '/host')).json, { host: 'Slow down' })
      assert.deepEqual(
        outcomes.map(({ route }) => route),
        [`${prefix}/notes/{id}`],
      )
    })
  })
}

test('below its prefix an API answers 404, 405 and OPTIONS; above it the host does', async (t) => {
  const host = createHost(t)
  await host.register(mount(design('/api'), { handlers }))
  const missing = await ask(host, 'GET', '/api/nope')
  assert.deepEqual([missing.status, missing.json.type], [404, 'urn:problem:seaworthy:not-found'])
  const wrong = await ask(host, 'DELETE', '/api/notes/7')
  assert.deepEqual([wrong.status, wrong.headers.allow], [405, 'GET, HEAD, OPTIONS'])
  const options = await host.inject({ method: 'OPTIONS', url: '/api/notes' })
  assert.deepEqual([options.statusCode, options.headers.allow], [204, 'OPTIONS, POST'])
  assert.deepEqual((await ask(host, 'GET', '/apis')).json, { host: 'not found' })
})

test('the host may mount an API below a prefix of its own', async (t) => {
  const host = createHost(t)
  await host.register(mount(design('/v1'), { handlers }), { prefix: '/tenants/:tenant' })
  await host.register(mount(design(), { handlers }), { prefix: '/plain' })
  assert.deepEqual((await ask(host, 'GET', '/tenants/a/v1/notes/7')).json, { id: '7' })
  const wrong = await ask(host, 'DELETE', '/tenants/a/v1/notes/7')
  assert.deepEqual([wrong.status, wrong.headers.allow], [405, 'GET, HEAD, OPTIONS'])
  assert.deepEqual((await ask(host, 'GET', '/plain/notes/7')).json, { id: '7' })
  assert.equal((await ask(host, 'GET', '/plain/nope')).json.type, 'urn:problem:seaworthy:not-found')
})

test('several APIs live in one application, each with its records', async (t) => {
  const host = createHost(t)
  const seen: string[] = []
  const record = (name: string) => (outcome: Outcome) =>
    seen.push(`${name} ${outcome.status} ${outcome.route}`)
  const other = api('other', {
    version: '2',
    services: [
      service('other', { methods: { ping: { http: get('/ping'), result: type.string() } } }),
    ],
  })
  await host.register(mount(design('/a'), { handlers, record: record('a') }))
  await host.register(mount(design('/b'), { handlers, record: record('b') }))
  await host.register(
    mount(other, { handlers: { other: { ping: () => 'pong' } }, record: record('other') }),
  )
  assert.equal((await ask(host, 'GET', '/a/notes/1')).status, 200)
  assert.equal((await ask(host, 'GET', '/b/nope')).status, 404)
  assert.equal((await ask(host, 'GET', '/ping')).json, 'pong')
  assert.deepEqual(seen, ['a 200 /a/notes/{id}', 'b 404 undefined', 'other 200 /ping'])
})

test('several APIs live below one prefix', async (t) => {
  const host = createHost(t)
  const others = ['left', 'right'].map((name) =>
    api(name, {
      version: '1',
      path: '/api',
      services: [
        service(name, { methods: { ping: { http: get(`/${name}`), result: type.string() } } }),
      ],
    }),
  )
  for (const other of others) {
    await host.register(mount(other, { handlers: { [other.name]: { ping: () => other.name } } }))
  }
  assert.equal((await ask(host, 'GET', '/api/left')).json, 'left')
  assert.equal((await ask(host, 'GET', '/api/right')).json, 'right')
  assert.equal((await ask(host, 'GET', '/api/nope')).json.type, 'urn:problem:seaworthy:not-found')
})

test('an API mounted in an engine is recorded once: by itself, or by the engine', async (t) => {
  const seen: string[] = []
  const record = (name: string) => (outcome: Outcome) => seen.push(`${name} ${outcome.status}`)
  const engine = createEngine(design(), { handlers, record: record('engine') })
  t.after(() => engine.close())
  engine.fastify.register(mount(design('/own'), { handlers, record: record('own') }))
  engine.fastify.register(mount(design('/shared'), { handlers }))
  for (const path of ['/notes/1', '/own/notes/1', '/shared/notes/1', '/own/nope', '/nope'])
    await engine.inject(path)
  assert.deepEqual(seen, ['engine 200', 'own 200', 'engine 200', 'own 404', 'engine 404'])
})

test('files and redirects keep their answers beside a @fastify/static of the host', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'seaworthy-mount-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'a.txt'), 'file')
  const host = createHost(t)
  await host.register(fastifyStatic, {
    root: folder,
    prefix: '/host-files/',
    list: true,
    extensions: ['txt'],
  })
  const web = service('web', {
    methods: {},
    files: [files('/assets/{*path}', folder)],
    redirects: [redirect('/go/{to}', '/{to}')],
  })
  await host.register(
    mount(api('web', { version: '1', services: [web] }), { handlers: { web: {} } }),
  )
  await host.register(
    mount(api('web', { version: '2', path: '/v2', services: [web] }), { handlers: { web: {} } }),
  )
  for (const prefix of ['', '/v2']) {
    assert.equal((await host.inject(`${prefix}/assets/a.txt`)).body, 'file')
    for (const path of ['', 'a', 'nope.txt', '.hidden']) {
      const { status, json } = await ask(host, 'GET', `${prefix}/assets/${path}`)
      assert.deepEqual([status, json.type], [404, 'urn:problem:seaworthy:not-found'], path)
    }
    assert.equal((await host.inject(`${prefix}/go/x`)).headers.location, '/x')
  }
  assert.equal((await host.inject('/host-files/a.txt')).body, 'file')
})
