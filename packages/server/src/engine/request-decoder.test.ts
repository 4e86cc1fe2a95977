import assert from 'node:assert/strict'
import {
  type UnknownFields,
  api,
  body,
  cookie,
  get,
  header,
  post,
  put,
  query,
  service,
  t as type,
} from '@seaworthy/design'
import { type TestContext, test } from 'node:test'
import { type StartService, forEachTransport } from './test-transports.ts'

const uuid = '7c9e6679-7425-40de-944b-e07fc1f90ae7'

const parcels = service('parcels', {
  path: '/parcels',
  methods: {
    update: {
      http: put('/{id}', {
        map: {
          level: header('X-Level'),
          session: cookie('session'),
          limit: query(),
          tags: query('tag'),
          filter: query(),
        },
      }),
      payload: {
        id: type.uuid(),
        level: type.integer(),
        session: type.string({ minLength: 4 }),
        limit: type.integer({ maximum: 100 }).default(10),
        tags: type.array(type.string({ maxLength: 5 })).default(['new']),
        filter: type.object({ state: type.enum(['open', 'done']) }).optional(),
        name: type.string({ minLength: 1 }),
        to: type.object({ zip: type.string({ pattern: /^\d{4}$/ }), 'a/b~c': type.boolean() }),
        weights: type.array(type.integer()).optional(),
      },
      result: type.any(),
    },
  },
})

const good = {
  verb: 'PUT',
  path: `/parcels/${uuid}`,
  headers: { 'x-level': '3', cookie: 'session=abcd' },
  json: { name: 'Ada', to: { zip: '1234', 'a/b~c': true } },
}

function startParcels(start: StartService, t: TestContext, violations?: number) {
  return start(t, api('shop', { version: '1', services: [parcels] }), {
    handlers: { parcels: { update: (payload) => payload } },
    ...(violations !== undefined && { limits: { violations } }),
  })
}

forEachTransport('decoding', (start) => {
  test('a payload is put together from every part of the request', async (t) => {
    const { send } = await startParcels(start, t)
    const path = `${good.path}?limit=7&tag=a&tag=b&filter[state]=open`
    const { status, json } = await send({ ...good, path })
    assert.equal(status, 200)
    assert.deepEqual(json, {
      id: uuid,
      level: 3,
      session: 'abcd',
      limit: 7,
      tags: ['a', 'b'],
      filter: { state: 'open' },
      ...good.json,
    })
  })

  test('defaults stand in for what is absent, anew for each request', async (t) => {
    const seen: unknown[] = []
    const { send } = await start(t, api('shop', { version: '1', services: [parcels] }), {
      handlers: {
        parcels: {
          update(payload) {
            seen.push(payload.tags)
            return payload.limit
          },
        },
      },
    })
    assert.equal((await send(good)).text, '10')
    await send(good)
    assert.deepEqual(seen, [['new'], ['new']])
    assert.notEqual(seen[0], seen[1])
  })

  test('the violations of all parts are told at once, each with its place', async (t) => {
    const { send } = await startParcels(start, t)
    const { status, headers, json } = await send({
      verb: 'PUT',
      path: '/parcels/7?limit=101&tag=a&tag=longer&filter[state]=lost',
      headers: { 'x-level': 'high', cookie: 'session=abc' },
      json: { name: '', to: { zip: '12', 'a/b~c': 'x', zap: 1 }, weights: [1, 'two'] },
    })
    assert.equal(status, 400)
    assert.equal(headers['content-type'], 'application/problem+json; charset=utf-8')
    assert.equal(json.type, 'urn:problem:seaworthy:validation')
    assert.equal(json.instance, headers['x-request-id'])
    assert.deepEqual(
      json.errors.map((error: Record<string, string>) => `${error['in']} ${error['pointer']}`),
      [
        'path /id',
        'header /X-Level',
        'cookie /session',
        'query /limit',
        'query /tag/1',
        'query /filter/state',
        'body /name',
        'body /to/zip',
        'body /to/a~1b~0c',
        'body /to/zap',
        'body /weights/1',
      ],
    )
    assert.doesNotMatch(JSON.stringify(json), /longer|lost|high|two/)
  })

  test('what is required and absent is told by its place', async (t) => {
    const { send } = await startParcels(start, t)
    const { json } = await send({ verb: 'PUT', path: good.path })
    assert.deepEqual(json.errors, [
      { pointer: '/X-Level', in: 'header', rule: 'required', message: 'is required' },
      { pointer: '/session', in: 'cookie', rule: 'required', message: 'is required' },
      { pointer: '', in: 'body', rule: 'required', message: 'is required' },
    ])
  })

  test('the list of violations is capped over all parts together', async (t) => {
    const bad = {
      verb: 'PUT',
      path: '/parcels/7?limit=many',
      json: { name: '', to: 1, weights: Array.from({ length: 1000 }, () => 'x') },
    }
    const { send } = await startParcels(start, t)
    assert.equal((await send(bad)).json.errors.length, 32)
    const { send: sendCapped } = await startParcels(start, t, 3)
    const { errors } = (await sendCapped(bad)).json
    assert.deepEqual(
      errors.map((error: Record<string, string>) => error['in']),
      ['path', 'header', 'cookie'],
    )
  })

  test('null, absent and empty are three things', async (t) => {
    const { send } = await startParcels(start, t)
    const rules = async (json: unknown) => {
      const response = await send({ ...good, json })
      return response.json.errors.map(
        (error: Record<string, string>) => `${error['pointer']} ${error['rule']}`,
      ) as string[]
    }
    assert.deepEqual(await rules(null), [' type'])
    assert.deepEqual(await rules([]), [' type'])
    assert.deepEqual(await rules({ name: null, to: good.json.to }), ['/name type'])
    assert.deepEqual(await rules({ name: '', to: good.json.to }), ['/name minLength'])
    assert.deepEqual(await rules({ to: good.json.to }), ['/name required'])
  })

  test('a query parameter that is one value must be given once', async (t) => {
    const { send } = await startParcels(start, t)
    const { json } = await send({ ...good, path: `${good.path}?limit=1&limit=2` })
    assert.deepEqual(json.errors, [
      { pointer: '/limit', in: 'query', rule: 'repeated', message: 'must be given once' },
    ])
  })

  test('parameters that the design does not name are passed over', async (t) => {
    const { send } = await startParcels(start, t)
    const { json } = await send({ ...good, path: `${good.path}?constructor=1&__proto__=2&utm=3` })
    assert.deepEqual(Object.keys(json).sort(), [
      'id',
      'level',
      'limit',
      'name',
      'session',
      'tags',
      'to',
    ])
  })

  test('percent-encodings are decoded, malformed ones refused', async (t) => {
    const { send } = await startParcels(start, t)
    const { status, json } = await send({ ...good, path: `${good.path}?tag=%C3%A4+%2B` })
    assert.equal(status, 200)
    assert.deepEqual(json.tags, ['ä +'])
    for (const query of ['%', '%C3', '%ff', 'tag=%zz', '%E2%82=1']) {
      const refused = await send({ ...good, path: `${good.path}?${query}` })
      assert.equal(refused.status, 400, query)
      assert.equal(refused.json.detail, 'The query string has a malformed percent-encoding')
    }
  })

  test('names that every object inherits are nothing special in a deep parameter', async (t) => {
    const { send } = await startParcels(start, t)
    const { json } = await send({
      ...good,
      path: `${good.path}?filter[__proto__]=x&filter[toString]=y`,
    })
    assert.deepEqual(
      json.errors.map((error: Record<string, string>) => `${error['pointer']} ${error['rule']}`),
      [
        '/filter/state required',
        '/filter/__proto__ additionalProperties',
        '/filter/toString additionalProperties',
      ],
    )
  })
})

/** A schema of another library: it trims, which no keyword of JSON Schema does. */
const foreignNote = {
  '~standard': {
    version: 1 as const,
    vendor: 'other',
    validate(value: unknown) {
      const { id, text } = (value ?? {}) as { id?: unknown; text?: unknown }
      const issues = [
        ...(typeof id === 'string' && id.length <= 3
          ? []
          : [{ message: 'too long', path: ['id'] }]),
        ...(typeof text === 'string' && text.trim().length > 1
          ? []
          : [{ message: 'too short', path: ['text'] }]),
      ]
      return issues.length > 0 ? { issues } : { value: { id, text: String(text).trim() } }
    },
    jsonSchema: {
      input: () => ({
        type: 'object',
        properties: { id: { type: 'string' }, text: { type: 'string' } },
        required: ['id', 'text'],
      }),
      output: () => ({}),
    },
  },
}

const notes = service('notes', {
  path: '/notes',
  methods: {
    add: {
      http: post('/', { map: { limit: query() } }),
      payload: {
        limit: type.integer().optional(),
        text: type.string(),
        at: type.object({ x: type.integer() }).optional(),
      },
      result: type.any(),
    },
    put: { http: post('/whole'), payload: type.array(type.integer()), result: type.any() },
    tag: {
      http: post('/{id}/tags', { map: { tags: body(undefined, { whole: true }) } }),
      payload: { id: type.string(), tags: type.array(type.string()).default(['none']) },
      result: type.any(),
    },
    foreign: {
      http: post('/foreign/{id}'),
      payload: foreignNote,
      result: type.any(),
    },
    renamed: {
      http: post('/renamed/{id}', { map: { text: body('t') } }),
      payload: foreignNote,
      result: type.any(),
    },
    find: { http: get('/'), payload: { q: type.string().optional() }, result: type.any() },
  },
})

function startNotes(start: StartService, t: TestContext, unknownFields: UnknownFields) {
  const echo = (payload: unknown) => payload
  return start(t, api('shop', { version: '1', unknownFields, services: [notes] }), {
    handlers: {
      notes: { add: echo, put: echo, tag: echo, foreign: echo, renamed: echo, find: echo },
    },
  })
}

forEachTransport('bodies', (start) => {
  const json = { text: 'x', at: { x: 1, y: 2 }, extra: true, limit: 'many' }

  test('unknown fields are refused by default, however deep', async (t) => {
    const { send } = await startNotes(start, t, 'reject')
    const response = await send({ verb: 'POST', path: '/notes', json })
    assert.equal(response.status, 400)
    assert.deepEqual(
      response.json.errors.map((error: Record<string, string>) => error['pointer']),
      ['/at/y', '/extra', '/limit'],
    )
  })

  test('unknown fields are left out where the design says strip', async (t) => {
    const { send } = await startNotes(start, t, 'strip')
    const response = await send({ verb: 'POST', path: '/notes?limit=3', json })
    assert.deepEqual(response.json, { limit: 3, text: 'x', at: { x: 1 } })
  })

  test('unknown fields reach the handler where the design says keep', async (t) => {
    const { send } = await startNotes(start, t, 'keep')
    const response = await send({ verb: 'POST', path: '/notes?limit=3', json })
    assert.deepEqual(response.json, { limit: 3, text: 'x', at: { x: 1, y: 2 }, extra: true })
  })

  test('a kept field never stands in for a parameter that is absent', async (t) => {
    const { send } = await startNotes(start, t, 'keep')
    const response = await send({ verb: 'POST', path: '/notes', json })
    assert.equal('limit' in response.json, false)
  })

  test('a body may be any type, alone or beside parameters', async (t) => {
    const { send } = await startNotes(start, t, 'reject')
    assert.equal((await send({ verb: 'POST', path: '/notes/whole', json: [1, 2] })).text, '[1,2]')
    const refused = await send({ verb: 'POST', path: '/notes/whole', json: [1, 'x'] })
    assert.equal(refused.json.errors[0].pointer, '/1')
    const tagged = await send({ verb: 'POST', path: '/notes/7/tags', json: ['a'] })
    assert.deepEqual(tagged.json, { id: '7', tags: ['a'] })
    const untagged = await send({ verb: 'POST', path: '/notes/7/tags' })
    assert.deepEqual(untagged.json, { id: '7', tags: ['none'] })
  })

  test('a foreign schema validates by its own rules, and its violations have places', async (t) => {
    const { send } = await startNotes(start, t, 'reject')
    const path = '/notes/foreign/abc'
    const taken = await send({ verb: 'POST', path, json: { text: '  ok ' } })
    assert.deepEqual(taken.json, { id: 'abc', text: 'ok' })
    const refused = await send({ verb: 'POST', path: '/notes/foreign/abcd', json: { text: ' x ' } })
    assert.equal(refused.status, 400)
    assert.deepEqual(
      refused.json.errors.map(
        (error: Record<string, string>) => `${error['in']} ${error['pointer']}`,
      ),
      ['path /id', 'body /text'],
    )
    for (const body of [null, [], 3, 'x']) {
      assert.equal((await send({ verb: 'POST', path, json: body })).status, 400)
    }
  })

  test('a foreign payload reads renamed fields, and the body cannot stand in for the path', async (t) => {
    const { send } = await startNotes(start, t, 'reject')
    const path = '/notes/renamed/abc'
    const taken = await send({ verb: 'POST', path, json: { t: 'ok', id: 'xyz', text: 'no' } })
    assert.deepEqual(taken.json, { id: 'abc', text: 'ok' })
  })

  test('a body where the design has none is passed over', async (t) => {
    const { send } = await startNotes(start, t, 'reject')
    const found = await send({
      path: '/notes?q=a',
      body: '{"q":"b"}',
      headers: { 'content-type': 'text/plain' },
    })
    assert.deepEqual(found.json, { q: 'a' })
  })
})
