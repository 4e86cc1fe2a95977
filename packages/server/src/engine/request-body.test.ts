import assert from 'node:assert/strict'
import { api, post, service, t as type } from '@seaworthy/design'
import { type TestContext, test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Limits } from './limits.ts'
import { type StartService, forEachTransport } from './test-transports.ts'

const boxes = service('boxes', {
  path: '/boxes',
  methods: {
    store: { http: post('/'), payload: { any: type.any() }, result: type.any() },
    open: { http: post('/open'), payload: { any: type.any().optional() }, result: type.any() },
  },
})
const design = api('shop', { version: '1', services: [boxes] })

async function startBoxes(start: StartService, t: TestContext, limits: Partial<Limits> = {}) {
  const stored: unknown[] = []
  const store = ({ any }: { any?: unknown }) => {
    stored.push(any)
    return any ?? null
  }
  const service = await start(t, design, { limits, handlers: { boxes: { store, open: store } } })
  const sendBody = (body: string | Uint8Array, contentType = 'application/json') =>
    service.send({ verb: 'POST', path: '/boxes', body, headers: { 'content-type': contentType } })
  return { ...service, stored, sendBody }
}

forEachTransport('JSON bodies', (start) => {
  test('a body that breaks off or is none is told by its position, not by its content', async (t) => {
    const { sendBody, stored } = await startBoxes(start, t)
    const bodies: [string, number][] = [
      ['{"any":s3cret}', 7],
      ['{"any":"s3cret"', 15],
      ['{"any":"s3cret"}}', 16],
      ['{"any":1}{"any":2}', 9],
      ['{"any":1} true', 10],
      ["{'any':1}", 1],
      ['{"any":01}', 8],
      ['{"any":.5}', 7],
      ['{"any":1.}', 8],
      ['{"any":NaN}', 7],
      ['{"any":[1,]}', 10],
      ['{"any":1,}', 9],
      ['{"any" 1}', 7],
      ['{"any":"\\x"}', 8],
      ['{"any":"\\u12G4"}', 8],
      ['{"any":"\n"}', 8],
      ['// s3cret', 0],
      ['   ', 3],
      ['at position 99', 0],
      ['forbidden', 0],
    ]
    for (const [body, position] of bodies) {
      const { status, json } = await sendBody(body)
      assert.equal(status, 400, body)
      assert.equal(json.type, 'urn:problem:seaworthy:malformed-request')
      assert.equal(json.detail, `The body is not valid JSON at position ${position}`, body)
      assert.doesNotMatch(JSON.stringify(json), /s3cret/)
    }
    assert.deepEqual(stored, [])
  })

  test('bytes that are no UTF-8 are refused, a byte order mark is not', async (t) => {
    const { sendBody } = await startBoxes(start, t)
    const wrap = (...bytes: number[]) =>
      Buffer.concat([Buffer.from('{"any":"'), Buffer.from(bytes), Buffer.from('"}')])
    for (const bytes of [
      [0xff],
      [0xc3],
      [0xed, 0xa0, 0x80],
      [0xc0, 0xaf],
      [0xf8, 0x88, 0x80, 0x80, 0x80],
    ]) {
      const { status, json } = await sendBody(wrap(...bytes))
      assert.equal(status, 400)
      assert.equal(json.detail, 'The body is not UTF-8')
    }
    assert.equal((await sendBody(Buffer.from('{"any":1}', 'utf16le'))).status, 400)
    assert.equal((await sendBody('\ufeff{"any":"ä"}')).json, 'ä')
  })

  test('names that reach a prototype are refused, however they are written', async (t) => {
    const { sendBody, stored } = await startBoxes(start, t)
    const refused = [
      '{"any":{"__proto__":{"admin":true}}}',
      '{"__proto__":{"any":1}}',
      '{"any":[{"\\u005f_proto__":1}]}',
      '{"any":{"\\u005F\\u005f\\u0070roto\\u005f_" :1}}',
      '{"any":{"constructor":{"prototype":{"admin":true}}}}',
      '{"any":{"c\\u006fnstructor":{"prototype":1}}}',
    ]
    for (const body of refused) {
      const { status, json } = await sendBody(body)
      assert.equal(status, 400, body)
      assert.equal(json.detail, 'The body uses a forbidden property name', body)
    }
    assert.deepEqual(stored, [])
    assert.equal(({} as Record<string, unknown>)['admin'], undefined)
  })

  test('the same names as values, or of harmless content, pass', async (t) => {
    const { sendBody } = await startBoxes(start, t)
    for (const body of [
      '{"any":"__proto__"}',
      '{"any":"\\"__proto__\\": 1"}',
      '{"any":{"constructor":"x"}}',
    ]) {
      assert.equal((await sendBody(body)).status, 200, body)
    }
  })

  test('the last of two fields of one name counts, and is validated', async (t) => {
    const { sendBody } = await startBoxes(start, t)
    assert.equal((await sendBody('{"any":1,"any":2}')).text, '2')
  })

  test('a body may nest as deep as the limit, and no deeper', async (t) => {
    const { sendBody } = await startBoxes(start, t)
    const nested = (depth: number) => `{"any":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`
    assert.equal((await sendBody(nested(64))).status, 200)
    const { status, json } = await sendBody(nested(65))
    assert.equal(status, 400)
    assert.equal(json.detail, 'The body nests deeper than 64 levels')
    assert.equal((await sendBody(nested(250_000))).status, 400)
    assert.equal((await sendBody('['.repeat(500_000))).status, 400)
    const objects = `${'{"any":'.repeat(70)}1${'}'.repeat(70)}`
    assert.equal((await sendBody(objects)).status, 400)
  })

  test('an empty body is no body', async (t) => {
    const { send, sendBody } = await startBoxes(start, t)
    assert.equal((await sendBody('')).json.errors[0].rule, 'required')
    assert.equal((await send({ verb: 'POST', path: '/boxes' })).json.errors[0].rule, 'required')
    assert.equal((await send({ verb: 'POST', path: '/boxes/open' })).status, 200)
    assert.equal(
      (
        await send({
          verb: 'POST',
          path: '/boxes/open',
          chunks: [],
          headers: { 'content-type': 'application/json' },
        })
      ).status,
      200,
    )
  })

  test('a body may come in pieces, in the middle of a character too', async (t) => {
    const { send } = await startBoxes(start, t)
    const bytes = Buffer.from('{"any":"ä€😀"}')
    const chunks = [...bytes].map((byte) => Buffer.of(byte))
    const { json } = await send({
      verb: 'POST',
      path: '/boxes',
      chunks,
      headers: { 'content-type': 'application/json' },
    })
    assert.equal(json, 'ä€😀')
  })
})

forEachTransport('media types', (start) => {
  test('JSON is known by its media type, in every spelling', async (t) => {
    const { sendBody } = await startBoxes(start, t)
    const spellings = [
      'application/json',
      'APPLICATION/JSON',
      'application/json;charset=utf-8',
      'application/json ; charset="UTF-8"',
      'application/json;\tcharset=utf8',
      'application/merge-patch+json',
      'application/vnd.api+json; charset=utf-8',
    ]
    for (const contentType of spellings) {
      assert.equal((await sendBody('{"any":1}', contentType)).status, 200, contentType)
    }
  })

  test('other media types are refused, and the right one is named', async (t) => {
    const { sendBody, stored } = await startBoxes(start, t)
    const others = [
      'text/plain',
      'text/json',
      'application/xml',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonx',
      'application/json; charset=utf-16',
      'application/json; charset=iso-8859-1',
      'application/json, text/plain',
      'application/json; boundary=x',
      'json',
      'application/',
      '/',
      ';',
      'application/json;',
      'a b/c',
    ]
    for (const contentType of others) {
      const { status, headers, json } = await sendBody('{"any":1}', contentType)
      assert.equal(status, 415, contentType)
      assert.equal(headers['accept'], 'application/json', contentType)
      assert.equal(json.type, 'urn:problem:seaworthy:unsupported-media-type', contentType)
    }
    assert.deepEqual(stored, [])
  })

  test('a body without a media type is refused', async (t) => {
    const { send } = await startBoxes(start, t)
    assert.equal((await send({ verb: 'POST', path: '/boxes', body: '{"any":1}' })).status, 415)
    assert.equal((await send({ verb: 'POST', path: '/boxes', chunks: ['{"any":1}'] })).status, 415)
  })

  test('a compressed body is refused where no plug-in decompresses it', async (t) => {
    const { send } = await startBoxes(start, t)
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
    const body = gzipSync('{"any":1}')
    assert.equal(gunzipSync(body).toString(), '{"any":1}')
    const response = await send({ verb: 'POST', path: '/boxes', body, headers })
    assert.equal(response.status, 415)
    assert.equal(response.headers['accept-encoding'], 'identity')
  })
})

forEachTransport('body limits', (start) => {
  test('a body may be as large as the limit, and no larger', async (t) => {
    const { sendBody, send, stored } = await startBoxes(start, t, { body: 100 })
    const ofSize = (size: number) => `{"any":"${'x'.repeat(size - 10)}"}`
    assert.equal((await sendBody(ofSize(100))).status, 200)
    const { status, json } = await sendBody(ofSize(101))
    assert.equal(status, 413)
    assert.equal(json.detail, 'A body may have at most 100 bytes')
    const headers = { 'content-type': 'application/json' }
    const chunked = await send({
      verb: 'POST',
      path: '/boxes',
      headers,
      chunks: [ofSize(100), ' '],
    })
    assert.equal(chunked.status, 413)
    assert.equal(stored.length, 1)
  })

  test('the limit counts bytes, not characters', async (t) => {
    const { sendBody } = await startBoxes(start, t, { body: 100 })
    assert.equal((await sendBody(`{"any":"${'ä'.repeat(60)}"}`)).status, 413)
  })

  test('the size is looked at before the media type', async (t) => {
    const { sendBody } = await startBoxes(start, t, { body: 10 })
    assert.equal((await sendBody('x'.repeat(11), 'text/plain')).status, 413)
  })

  test('the engine answers on after all of that', async (t) => {
    const { sendBody } = await startBoxes(start, t, { body: 100 })
    for (let turn = 0; turn < 20; turn++) {
      assert.equal((await sendBody('x'.repeat(1000))).status, 413)
      assert.equal((await sendBody('{')).status, 400)
      assert.equal((await sendBody('{}', 'a/b')).status, 415)
      assert.equal((await sendBody('{"any":1}')).status, 200)
    }
  })
})
