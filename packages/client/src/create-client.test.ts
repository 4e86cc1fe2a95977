import { api, body, cookie, get, header, post, query, service, t } from '@seaworthy/design'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { ClientError, clientErrors } from './client-error.ts'
import type { ClientOptions } from './client-settings.ts'
import { createClient } from './create-client.ts'

const shop = api('shop', {
  version: '1.0.0',
  services: [
    service('items', {
      path: '/items',
      methods: {
        list: {
          http: get('/', { map: { session: cookie('session') } }),
          payload: {
            tags: t.array(t.string()).optional(),
            limit: t.integer().default(20),
            session: t.string().optional(),
          },
          result: t.any(),
        },
        get: {
          http: get('/{id}/{*path}'),
          payload: { id: t.string(), path: t.string() },
          result: t.any(),
        },
        find: {
          http: get('/find', {
            map: { filter: query('filter', { style: 'deep' }), from: header('X-From') },
          }),
          payload: {
            filter: t.object({ tag: t.string().optional() }).optional(),
            words: t.array(t.string()).optional(),
            value: t.anyOf([t.string(), t.integer(), t.boolean()]).optional(),
            from: t.string().optional(),
          },
          result: t.any(),
        },
        save: {
          http: post('/', { map: { note: body('the note') } }),
          payload: { note: t.string().optional(), size: t.integer().default(1) },
          result: t.any(),
        },
        keep: { http: post('/keep'), payload: { value: t.any() }, result: t.any() },
        ping: { http: get('/ping'), result: t.any() },
      },
    }),
  ],
})

function recorded(options: ClientOptions = {}) {
  const requests: { url: string; init: RequestInit; headers: Headers }[] = []
  const client = createClient(shop, {
    ...options,
    fetch: async (url, init) => {
      requests.push({ url, init, headers: new Headers(init.headers) })
      return Response.json(requests.length)
    },
  })
  return { items: client.items, requests, last: () => requests.at(-1) }
}

describe('a client', () => {
  test('has the services and methods of the design, and nothing else', () => {
    const { items } = recorded()
    assert.deepEqual(Object.keys(items), ['list', 'get', 'find', 'save', 'keep', 'ping'])
    assert.ok(Object.isFrozen(items) && Object.isFrozen(items.list))
  })

  test('takes a payload, options, both or neither as the method has them', async () => {
    const { items, last } = recorded()
    const headers = { 'x-own': '1' }
    await items.ping()
    await items.ping({ headers })
    assert.equal(last()?.headers.get('x-own'), '1')
    await items.list()
    assert.equal(last()?.url, 'http://localhost/items')
    await items.list({ tags: ['a', 'b'] }, { headers })
    assert.equal(last()?.url, 'http://localhost/items?tags=a&tags=b')
    await items.list(undefined, { headers })
    assert.equal(last()?.headers.get('x-own'), '1')
  })

  test('leaves out what is left out: defaults are the service’s affair', async () => {
    const { items, last } = recorded()
    await items.save({ note: 'x' })
    assert.equal(last()?.init.body, '{"the note":"x"}')
    await items.save({})
    assert.equal(last()?.init.body, undefined)
    assert.equal(last()?.headers.get('content-type'), null)
  })

  test('does not send what the types do not name', async () => {
    const { items, last } = recorded()
    const extra = { note: 'x', secret: 's3cret' }
    await items.save(extra)
    assert.equal(last()?.init.body, '{"the note":"x"}')
  })

  test('never follows a redirect by itself', async () => {
    const { items, last } = recorded()
    await items.ping()
    assert.equal(last()?.init.redirect, 'manual')
  })

  test('hands credentials mode on to the browser', async () => {
    const { items, last } = recorded({ credentials: 'include' })
    await items.ping()
    assert.equal(last()?.init.credentials, 'include')
  })
})

describe('headers', () => {
  test('of the call are stronger than those of the client', async () => {
    const { items, last } = recorded({ headers: { 'x-a': 'client', 'x-b': 'client' } })
    await items.ping({
      headers: new Headers({ 'x-b': 'call' }),
      requestId: 'request-1',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    })
    const headers = last()?.headers
    assert.equal(headers?.get('x-a'), 'client')
    assert.equal(headers?.get('x-b'), 'call')
    assert.equal(headers?.get('x-request-id'), 'request-1')
    assert.match(headers?.get('traceparent') ?? '', /^00-0af/)
    assert.equal(headers?.get('accept'), 'application/json, application/problem+json')
  })

  test('can be made for each attempt', async () => {
    const { items, last } = recorded({
      headers: async ({ method, attempt, signal }) => {
        assert.equal(signal.aborted, false)
        return { 'x-span': `${method.service}.${method.name} ${attempt}` }
      },
    })
    await items.ping()
    assert.equal(last()?.headers.get('x-span'), 'items.ping 1')
  })

  test('that cannot be sent fail the call, and are not told', async () => {
    for (const headers of [{ 'x-key': 's3cret\n' }, { 'x-key': 's3cret漢' }]) {
      const outcome = await recorded().items.ping.safe({ headers })
      assert.ok(!outcome.ok && outcome.error.code === 'request:hookFailed')
      assert.doesNotMatch(outcome.error.message, /s3cret/)
    }
  })

  test('keep a cookie that was given beside those of the design', async () => {
    const { items, last } = recorded({ headers: { cookie: 'own=1' } })
    await items.list({ session: 'a b' })
    assert.equal(last()?.headers.get('cookie'), 'own=1; session=a%20b')
  })
})

describe('a payload that the wire cannot tell is refused', () => {
  const { items, requests } = recorded()
  const cases: [title: string, call: Promise<unknown>, pointer: string][] = [
    ['an empty segment', items.get({ id: '', path: 'a' }), '/id'],
    ['a segment of dots', items.get({ id: '..', path: 'a' }), '/id'],
    ['dots in the rest of a path', items.get({ id: 'a', path: 'b/../../c' }), '/path'],
    ['an empty list, which would ask for everything', items.list({ tags: [] }), '/tags'],
    ['text that would be read as a number', items.find({ value: '5' }), '/value'],
    ['text that would be read as a boolean', items.find({ value: 'true' }), '/value'],
    ['a header of more than one line', items.find({ from: 'a\r\nX-Admin: 1' }), '/X-From'],
    ['a header that would be trimmed', items.find({ from: ' a' }), '/X-From'],
    ['a header beyond Latin-1', items.find({ from: '漢' }), '/X-From'],
    ['what JSON cannot hold', items.keep({ value: 5n }), ''],
  ]
  for (const [title, call, pointer] of cases) {
    test(title, async () => {
      const error: unknown = await call.catch((reason: unknown) => reason)
      const isInvalid = Object.values(items).some((method) =>
        method.isError(error, 'request:invalid'),
      )
      assert.ok(isInvalid, String(error))
      assert.equal((error as { violations: { pointer: string }[] }).violations[0]?.pointer, pointer)
      assert.equal(requests.length, 0)
    })
  }

  test('what is no object where fields are expected', async () => {
    const save: { safe(payload: never): ReturnType<typeof items.save.safe> } = items.save
    for (const payload of [5, null, [], 'text']) {
      const outcome = await save.safe(payload as never)
      assert.ok(!outcome.ok && outcome.error.code === 'request:invalid')
      assert.equal(outcome.error.violations[0]?.message, 'must be an object')
    }
  })

  test('but for an optional object without fields, which is not there', async () => {
    const { items: other, last } = recorded()
    await other.find({ filter: {} })
    assert.equal(last()?.url, 'http://localhost/items/find')
  })

  test('a path stays below its route whatever it holds', async () => {
    const { items: other, last } = recorded()
    await other.get({ id: '//evil.example/%2e%2e/?#', path: '/a//b c/%2e%2e/' })
    assert.equal(
      last()?.url,
      'http://localhost/items/%2F%2Fevil.example%2F%252e%252e%2F%3F%23//a//b%20c/%252e%252e/',
    )
  })
})

describe('an option that cannot be used is a ClientError with a fix', () => {
  const cases: [ClientOptions, keyof typeof clientErrors][] = [
    [{}, 'BASE_URL_MISSING'],
    [{ baseUrl: 'example.com' }, 'BASE_URL_INVALID'],
    [{ baseUrl: 'https://x.example', timeout: 0 }, 'NUMBER_INVALID'],
    [{ baseUrl: 'https://x.example', timeout: NaN }, 'NUMBER_INVALID'],
    [{ baseUrl: 'https://x.example', retry: { limit: 1.5 } }, 'NUMBER_INVALID'],
    [{ baseUrl: 'https://x.example', retry: { delay: -1 } }, 'NUMBER_INVALID'],
    [{ baseUrl: 'https://x.example', authorize: { nobody: 'x' } }, 'SCHEME_UNKNOWN'],
  ]
  for (const [options, code] of cases) {
    test(`${code}: ${JSON.stringify(options)}`, () => {
      assert.throws(
        () => createClient(shop, options),
        (error) => error instanceof ClientError && error.code === code && error.fix !== '',
      )
    })
  }

  test('and so is a timeout of a call', async () => {
    await assert.rejects(recorded().items.ping({ timeout: -5 }), { code: 'NUMBER_INVALID' })
  })

  test('docs/client.md lists every code', () => {
    const page = readFileSync(new URL('../../../docs/client.md', import.meta.url), 'utf8')
    const listed = [...page.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => code)
    assert.deepEqual(listed, Object.keys(clientErrors))
  })
})
