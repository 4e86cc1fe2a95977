import { api, error, get, respond, service, t, type } from '@seaworthy/design'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test } from 'node:test'
import { createClient } from './create-client.ts'

const Thing = type('Thing', { id: t.integer(), data: t.bytes(), note: t.string({ maxLength: 5 }) })
const things = service('things', {
  methods: {
    get: {
      http: get('/thing'),
      result: Thing,
      errors: { broken: error(409, 'It is broken', { since: t.integer(), part: t.bytes() }) },
    },
    size: {
      http: get('/size', { responses: [respond(200, { headers: { size: 'X-Size' } })] }),
      result: { size: t.integer(), more: t.string().optional() },
    },
    picture: {
      http: get('/picture', { responses: [respond(200, { contentType: 'image/png' })] }),
      result: t.bytes({ maxBytes: 3 }),
    },
    name: {
      http: get('/name', { responses: [respond(200, { contentType: 'text/plain' })] }),
      result: t.string(),
    },
    names: { http: get('/names'), result: { all: t.array(t.string()) } },
    page: { http: get('/page'), result: { size: t.integer({ maximum: 5 }).default(3) } },
    newest: { http: get('/newest'), result: t.anyOf([Thing, t.null()]) },
  },
})
const thingsApi = api('things', { version: '1.0.0', services: [things] })
const good = { id: 1, data: 'AQI=', note: 'fine' }

function answering(
  body: string | Uint8Array<ArrayBuffer> | null,
  init: { status?: number; type?: string; headers?: Record<string, string> } = {},
  validateResponses = false,
) {
  const { status = 200, type: contentType = 'application/json', headers = {} } = init
  return createClient(thingsApi, {
    validateResponses,
    retry: false,
    fetch: async () =>
      new Response(body, { status, headers: { 'content-type': contentType, ...headers } }),
  }).things
}

function problem(document: unknown, status = 409) {
  return answering(typeof document === 'string' ? document : JSON.stringify(document), {
    status,
    type: 'application/problem+json',
  })
}

describe('an answer that is not what the design says is response:unexpected', () => {
  const lies = {
    'a status of success that is not designed': answering(JSON.stringify(good), { status: 201 }),
    'no content': answering(null, { status: 204 }),
    'a page of HTML under 200': answering('<h1>Welcome</h1>', { type: 'text/html' }),
    'a page of HTML under 502': answering('<h1>Bad gateway</h1>', {
      status: 502,
      type: 'text/html',
    }),
    'an error in JSON that is no problem document': answering('{"error":"x"}', { status: 400 }),
    'JSON that breaks off': answering('{"id":1,"data'),
    'an empty body': answering(''),
    'null for an object': answering('null'),
    'a list for an object': answering('[]'),
    'bytes that are no base64': answering(JSON.stringify({ ...good, data: '?' })),
    'bytes that are no text': answering(JSON.stringify({ ...good, data: 5 })),
    'what is not UTF-8': answering(new Uint8Array([0x22, 0xff, 0x22])),
    'a problem document under 200': answering('{}', { type: 'application/problem+json' }),
    'a redirect': answering(null, { status: 302, headers: { location: 'https://evil.example/' } }),
    'a problem document that is no JSON': problem('{"type":'),
    'a problem document that is no object': problem('[]'),
    'an error of the design without its fields': problem({
      type: 'urn:problem:things:things:broken',
    }),
    'an error of the design whose fields are of another type': problem({
      type: 'urn:problem:things:things:broken',
      since: 'yesterday',
      part: 'AQI=',
    }),
    'an error of the design whose bytes are none': problem({
      type: 'urn:problem:things:things:broken',
      since: 1,
      part: '***',
    }),
  }
  for (const [title, client] of Object.entries(lies)) {
    test(title, async () => {
      const outcome = await client.get.safe()
      assert.ok(!outcome.ok, 'was believed')
      assert.equal(outcome.error.code, 'response:unexpected', outcome.error.message)
    })
  }

  test('it quotes the beginning of what came', async () => {
    const page = `<h1>Bad gateway</h1>${'x'.repeat(5000)}`
    const client = answering(page, { status: 502, type: 'text/html; charset=utf-8' })
    const outcome = await client.get.safe()
    assert.ok(!outcome.ok && outcome.error.code === 'response:unexpected')
    const { status, contentType, excerpt, message } = outcome.error
    assert.equal(status, 502)
    assert.equal(contentType, 'text/html; charset=utf-8')
    assert.equal(excerpt, page.slice(0, 500))
    assert.equal(message, 'things.get: the design has no response with this status (502)')
  })

  test('it says which fields do not fit', async () => {
    const outcome = await answering(JSON.stringify({ ...good, data: '?' })).get.safe()
    assert.ok(!outcome.ok && outcome.error.code === 'response:unexpected')
    assert.deepEqual(outcome.error.violations, [
      {
        pointer: '/data',
        in: 'body',
        rule: 'contentEncoding',
        message: 'must be base64 (RFC 4648, with padding)',
      },
    ])
  })

  test('text for bytes, and another kind of text', async () => {
    const picture = await answering('x', { type: 'text/plain' }).picture.safe()
    assert.ok(!picture.ok && picture.error.code === 'response:unexpected')
    const name = await answering('x', { type: 'text/html' }).name.safe()
    assert.ok(!name.ok && name.error.code === 'response:unexpected')
  })

  test('another JSON type where nothing else has to be decoded', async () => {
    for (const body of ['null', '[]', '"names"', '5']) {
      const outcome = await answering(body).names.safe()
      assert.ok(!outcome.ok && outcome.error.code === 'response:unexpected')
    }
  })

  test('a header that is no number', async () => {
    const client = answering('{}', { headers: { 'x-size': 'big' } })
    const outcome = await client.size.safe()
    assert.ok(!outcome.ok && outcome.error.code === 'response:unexpected')
    assert.equal(outcome.error.violations[0]?.pointer, '/x-size')
  })
})

describe('a result that does not fit', () => {
  const long = JSON.stringify({ ...good, note: 'much too long' })
  const part = JSON.stringify({ id: 1, data: 'AQI=' })
  const wide = JSON.stringify({ ...good, added: 'by a newer service' })

  test('is handed on unseen by default, its bytes decoded', async () => {
    const data = new Uint8Array([1, 2])
    assert.deepEqual(await answering(long).get(), { ...good, data, note: 'much too long' })
    assert.deepEqual(await answering(part).get(), { id: 1, data })
    assert.deepEqual(await answering(wide).get(), { ...good, data, added: 'by a newer service' })
    assert.deepEqual(await answering(long).newest(), { ...good, data, note: 'much too long' })
    assert.equal(await answering('null').newest(), null)
    assert.deepEqual(await answering('{"size":9}').page(), { size: 9 })
    assert.deepEqual(await answering('{}').page(), { size: 3 })
  })

  test('fails with validateResponses, but for fields that a newer service added', async () => {
    for (const [body, pointer] of [
      [long, '/note'],
      [part, '/note'],
    ] as const) {
      const outcome = await answering(body, {}, true).get.safe()
      assert.ok(!outcome.ok && outcome.error.code === 'response:unexpected')
      assert.equal(outcome.error.violations[0]?.pointer, pointer)
    }
    const data = new Uint8Array([1, 2])
    assert.deepEqual(await answering(wide, {}, true).get(), { ...good, data })
    const picture = answering(new Uint8Array(4), { type: 'image/png' }, true).picture
    assert.ok(
      picture.isError(await picture().catch((reason: unknown) => reason), 'response:unexpected'),
    )
    const { size } = answering('{}', {}, true)
    assert.ok(size.isError(await size().catch((reason: unknown) => reason), 'response:unexpected'))
    assert.deepEqual(await answering('{}').size(), {})
  })
})

describe('a problem document', () => {
  test('of a type that nobody knows is problem:unknown', async () => {
    const outcome = await problem({ title: 'Pay first', balance: 30 }, 402).get.safe()
    assert.ok(!outcome.ok && outcome.error.code === 'problem:unknown')
    assert.equal(outcome.error.type, 'about:blank')
    assert.equal(outcome.error.title, 'Pay first')
    assert.deepEqual(outcome.error.members, { title: 'Pay first', balance: 30 })
  })

  test('counts members of a wrong type as absent (RFC 9457 §3.1)', async () => {
    const document = { type: 5, title: {}, detail: [], trace_id: 1, errors: [{}, 'x', null] }
    const outcome = await problem(document, 418).get.safe()
    assert.ok(!outcome.ok && outcome.error.code === 'problem:unknown')
    const { type: kind, title, detail, traceId, violations } = outcome.error
    assert.deepEqual(
      { kind, title, detail, traceId, violations },
      {
        kind: 'about:blank',
        title: 'Status 418',
        detail: undefined,
        traceId: undefined,
        violations: [],
      },
    )
  })

  test('is known by its type when a proxy has changed the status', async () => {
    const document = { type: 'urn:problem:things:things:broken', since: 1, part: 'AQI=', more: 1 }
    const outcome = await problem(document, 500).get.safe()
    assert.ok(!outcome.ok && outcome.error.code === 'broken')
    assert.equal(outcome.error.status, 500)
    assert.deepEqual(outcome.error.fields, { since: 1, part: new Uint8Array([1, 2]) })
  })

  test('cannot reach the prototype of anything', async () => {
    const text = '{"type":"urn:problem:things:things:broken","__proto__":{"since":1,"part":""}}'
    const outcome = await problem(text).get.safe()
    assert.ok(!outcome.ok && outcome.error.code === 'response:unexpected')
  })
})

test('a body that is cut off is transport:network', async () => {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 })
    response.write('{"id":1,')
    setImmediate(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = server.address() as AddressInfo
    const client = createClient(thingsApi, { baseUrl: `http://127.0.0.1:${port}`, retry: false })
    const outcome = await client.things.get.safe()
    assert.ok(!outcome.ok && outcome.error.code === 'transport:network')
    assert.match(outcome.error.message, /^things\.get: no answer from http:\/\/127/)
  } finally {
    await new Promise((resolve) => server.close(resolve))
  }
})
