import assert from 'node:assert/strict'
import { api, get, post, respond, service, t as type, type as named } from '@seaworthy/design'
import { type TestContext, test } from 'node:test'
import { ResultMismatchError } from './response-encoder.ts'
import { type StartService, forEachTransport } from './test-transports.ts'

const Author = named('Author', { name: type.string(), rank: type.integer().default(1) })
const Book = type.object({
  id: type.integer(),
  author: Author,
  editors: type.array(Author).default([]),
  notes: type.map(type.object({ text: type.string() })).optional(),
})
const file = { name: type.string(), bytes: type.bytes({ maxBytes: 8 }) }

const books = service('books', {
  path: '/books',
  methods: {
    read: { http: get('/'), result: Book },
    any: { http: get('/any'), result: type.any() },
    order: {
      http: post('/', {
        responses: [
          respond(202, { when: { state: 'queued' }, headers: { place: 'Location' } }),
          respond(200, { when: { state: 'done' } }),
          respond(201),
        ],
      }),
      result: {
        state: type.enum(['queued', 'done', 'new']).default('queued'),
        place: type.string().default('/books/1'),
      },
    },
    health: {
      http: get('/health', { responses: [respond(503, { when: { ok: false } }), respond(200)] }),
      result: { ok: type.boolean() },
    },
    text: {
      http: get('/text', { responses: [respond(200, { body: 'rows', contentType: 'text/csv' })] }),
      result: { rows: type.string() },
    },
    file: {
      http: get('/file', {
        responses: [
          respond(200, { body: 'bytes', contentType: 'image/png', headers: { name: 'X-Name' } }),
        ],
      }),
      result: file,
    },
    inline: { http: get('/inline'), result: file },
    headers: {
      http: get('/headers', {
        responses: [
          respond(200, {
            headers: {
              count: 'X-Count',
              tags: 'X-Tags',
              at: 'X-At',
              left: 'X-Left',
              flag: 'X-Flag',
            },
            cookies: {
              session: { name: '__Host-session', maxAge: 60, sameSite: 'strict' },
              theme: {
                name: 'theme',
                httpOnly: false,
                secure: false,
                path: '/app',
                domain: 'shop.example',
              },
            },
          }),
        ],
      }),
      result: {
        count: type.integer(),
        tags: type.array(type.string()),
        at: type.dateTime(),
        left: type.integer().optional(),
        flag: type.boolean().default(true),
        session: type.string(),
        theme: type.string().optional(),
        rest: type.string(),
      },
    },
    line: {
      http: get('/line', { responses: [respond(200, { headers: { text: 'X-Text' } })] }),
      result: { text: type.string() },
    },
    remove: { http: post('/remove') },
  },
})

type Results = Partial<Record<keyof (typeof books)['definition']['methods'], unknown>>

function startBooks(start: StartService, t: TestContext, results: Results) {
  const give = (name: keyof Results) => () => results[name] as never
  return start(t, api('library', { version: '1', services: [books] }), {
    handlers: {
      books: {
        read: give('read'),
        any: give('any'),
        order: give('order'),
        health: give('health'),
        text: give('text'),
        file: give('file'),
        inline: give('inline'),
        headers: give('headers'),
        line: give('line'),
        remove: give('remove'),
      },
    },
  })
}

const headers = {
  count: 3,
  tags: ['a', 'b'],
  at: '2026-11-22T09:30:00Z',
  session: 'a b;c',
  rest: 'body',
}

forEachTransport('results', (start) => {
  test('fields that the design does not name never leave, however deep', async (t) => {
    const secret = { hash: 's3cret' }
    const { send } = await startBooks(start, t, {
      read: {
        id: 1,
        ...secret,
        author: { name: 'Ada', ...secret },
        editors: [{ name: 'Eve', rank: 2, ...secret }],
        notes: { one: { text: 'x', ...secret } },
      },
    })
    const { json, text } = await send('/books')
    assert.doesNotMatch(text, /s3cret/)
    assert.deepEqual(json, {
      id: 1,
      author: { name: 'Ada', rank: 1 },
      editors: [{ name: 'Eve', rank: 2 }],
      notes: { one: { text: 'x' } },
    })
  })

  test('defaults of a result are filled in', async (t) => {
    const { send } = await startBooks(start, t, { read: { id: 1, author: { name: 'Ada' } } })
    assert.deepEqual((await send('/books')).json.editors, [])
  })

  test('instances of classes are read as the objects that they are', async (t) => {
    class Row {
      id = 1
      #hash = 's3cret'
      get author() {
        return { name: this.#hash.slice(0, 1) }
      }
    }
    const { send } = await startBooks(start, t, { read: new Row() })
    assert.deepEqual((await send('/books')).json, {
      id: 1,
      author: { name: 's', rank: 1 },
      editors: [],
    })
  })

  test('the first response whose condition holds is sent; a default counts as given', async (t) => {
    const results: Results = {}
    const { send } = await startBooks(start, t, results)
    const order = async (result: unknown) => {
      results.order = result
      const { status, headers: sent, json } = await send({ verb: 'POST', path: '/books' })
      return [status, sent.location, json as unknown]
    }
    assert.deepEqual(await order({ state: 'queued', place: '/x' }), [
      202,
      '/x',
      { state: 'queued' },
    ])
    assert.deepEqual(await order({}), [202, '/books/1', { state: 'queued' }])
    assert.deepEqual(await order({ state: 'done' }), [
      200,
      undefined,
      { state: 'done', place: '/books/1' },
    ])
    assert.deepEqual(await order({ state: 'new' }), [
      201,
      undefined,
      { state: 'new', place: '/books/1' },
    ])
    assert.equal((await order({ state: 'lost' }))[0], 500)
    assert.equal((await order(undefined))[0], 500)
  })

  test('a result may say 503, and is no failure', async (t) => {
    const { send, outcome } = await startBooks(start, t, { health: { ok: false } })
    const { status, json } = await send('/books/health')
    assert.deepEqual([status, json], [503, { ok: false }])
    assert.equal((await outcome()).failure, undefined)
  })

  test('text is sent as it is', async (t) => {
    const { send } = await startBooks(start, t, { text: { rows: 'a,"b"\nä,€' } })
    const { text, headers: sent, bytes } = await send('/books/text')
    assert.equal(text, 'a,"b"\nä,€')
    assert.equal(sent['content-type'], 'text/csv; charset=utf-8')
    assert.equal(sent['content-length'], String(bytes.length))
  })

  test('bytes are sent as they are when they are the body, as base64 inside of JSON', async (t) => {
    const bytes = Buffer.from([0, 255, 10, 13, 128]).subarray(1)
    const { send } = await startBooks(start, t, {
      file: { name: 'a', bytes },
      inline: { name: 'a', bytes },
    })
    const whole = await send('/books/file')
    assert.deepEqual(whole.bytes, bytes)
    assert.deepEqual(
      [whole.headers['content-type'], whole.headers['x-name'], whole.headers['content-length']],
      ['image/png', 'a', '4'],
    )
    assert.deepEqual((await send('/books/inline')).json, { name: 'a', bytes: '/woNgA==' })
    const head = await send({ verb: 'HEAD', path: '/books/file' })
    assert.equal(head.headers['content-length'], '4')
  })

  test('bytes beyond their limit, and what are no bytes, are a 500', async (t) => {
    const results: Results = {}
    const { send, outcome } = await startBooks(start, t, results)
    for (const bytes of [Buffer.alloc(9), 'text', [1, 2], undefined]) {
      results.file = { name: 'a', bytes }
      assert.equal((await send('/books/file')).status, 500)
      assert.ok((await outcome()).failure instanceof ResultMismatchError)
    }
  })

  test('fields travel in headers and cookies, and not in the body', async (t) => {
    const { send } = await startBooks(start, t, { headers: { ...headers, theme: 'dark' } })
    const { headers: sent, json } = await send('/books/headers')
    assert.deepEqual(json, { rest: 'body' })
    assert.deepEqual(
      [sent['x-count'], sent['x-tags'], sent['x-at'], sent['x-left'], sent['x-flag']],
      ['3', 'a, b', headers.at, undefined, 'true'],
    )
    assert.deepEqual(sent['set-cookie'], [
      '__Host-session=a%20b%3Bc; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Strict',
      'theme=dark; Domain=shop.example; Path=/app; SameSite=Lax',
    ])
  })

  test('a header or cookie that is required and absent is a 500, and none of the others leaves', async (t) => {
    const results: Results = {}
    const { send } = await startBooks(start, t, results)
    for (const field of ['count', 'session', 'rest']) {
      results.headers = { ...headers, [field]: undefined }
      const { status, headers: sent } = await send('/books/headers')
      assert.equal(status, 500, field)
      assert.deepEqual([sent['set-cookie'], sent['x-count']], [undefined, undefined])
    }
  })

  test('a header that would begin another is a 500, not a second header and not a crash', async (t) => {
    const results: Results = {}
    const { send, outcome } = await startBooks(start, t, results)
    for (const text of [
      'a\r\nSet-Cookie: admin=1',
      'a\nb',
      'a\rb',
      'a\u007fb',
      'a\u0001',
      'snow \u2603',
      'é',
    ]) {
      results.line = { text }
      const { status, headers: sent } = await send('/books/line')
      assert.equal(status, 500, JSON.stringify(text))
      assert.deepEqual([sent['x-text'], sent['set-cookie']], [undefined, undefined])
      assert.ok((await outcome()).failure instanceof ResultMismatchError)
    }
    results.line = { text: 'a\tb' }
    assert.equal((await send('/books/line')).status, 200)
  })

  test('a method without a result answers 204 without a body, whatever its handler returns', async (t) => {
    const { send } = await startBooks(start, t, { remove: { s3cret: 1 } })
    const { status, text, headers: sent } = await send({ verb: 'POST', path: '/books/remove' })
    assert.deepEqual([status, text], [204, ''])
    assert.deepEqual([sent['content-length'], sent['content-type']], [undefined, undefined])
  })

  test('a value that JSON does not have is a 500', async (t) => {
    const loop: Record<string, unknown> = {}
    loop['self'] = loop
    const results: Results = {}
    const { send } = await startBooks(start, t, results)
    for (const value of [1n, loop, undefined, () => 1, Symbol('x')]) {
      results.any = value
      assert.equal((await send('/books/any')).status, 500)
    }
    results.any = null
    assert.equal((await send('/books/any')).text, 'null')
  })

  test('every response names its request, which its caller may have named', async (t) => {
    const { send, outcome } = await startBooks(start, t, { any: 1 })
    const idOf = async (given?: string) => {
      const response = await send({
        path: '/books/any',
        headers: given === undefined ? {} : { 'x-request-id': given },
      })
      assert.equal((await outcome()).requestId, response.headers['x-request-id'])
      return response.headers['x-request-id']
    }
    assert.equal(await idOf('order-7.a:b@c+d=e/f_g'), 'order-7.a:b@c+d=e/f_g')
    assert.equal(await idOf('x'.repeat(128)), 'x'.repeat(128))
    for (const given of ['x'.repeat(129), 'a b', 'a"b', '<a>', '{}', 'a,b', '', 'ä']) {
      assert.match(String(await idOf(given)), /^[0-9a-f]{32}$/, given)
    }
    assert.notEqual(await idOf(), await idOf())
  })

  test('the trace of the caller goes on in problems and records', async (t) => {
    const { send, outcome } = await startBooks(start, t, {})
    const traceOf = async (traceparent: string) => {
      const { json } = await send({ path: '/nope', headers: { traceparent } })
      assert.equal((await outcome()).traceId, json.trace_id)
      return json.trace_id as string
    }
    const id = '4bf92f3577b34da6a3ce929d0e0e4736'
    assert.equal(await traceOf(`00-${id}-00f067aa0ba902b7-01`), id)
    assert.equal(await traceOf(`cc-${id}-00f067aa0ba902b7-01-more`), id)
    const bad = [
      `ff-${id}-00f067aa0ba902b7-01`,
      `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
      `00-${id}-${'0'.repeat(16)}-01`,
      `00-${id.toUpperCase()}-00f067aa0ba902b7-01`,
      'x',
    ]
    for (const given of bad) {
      const traceId = await traceOf(given)
      assert.match(traceId, /^[0-9a-f]{32}$/)
      assert.notEqual(traceId, id)
    }
  })
})
