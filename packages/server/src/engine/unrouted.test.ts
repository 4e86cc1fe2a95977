import assert from 'node:assert/strict'
import { api, del, get, head, patch, post, put, service, t as type } from '@seaworthy/design'
import { METHODS } from 'node:http'
import { type TestContext, test } from 'node:test'
import { type StartService, forEachTransport } from './test-transports.ts'

const id = { id: type.string() }
const pages = service('pages', {
  path: '/pages',
  methods: {
    list: { http: get('/'), result: type.array(type.string()) },
    add: { http: post('/'), payload: { text: type.string() } },
    read: { http: get('/{id}'), payload: id, result: type.any() },
    replace: { http: put('/{id}'), payload: id },
    change: { http: [patch('/{id}'), post('/{id}')], payload: id },
    remove: { http: del('/{id}'), payload: id },
    latest: { http: get('/latest'), result: type.string() },
    batch: { http: post('/v1:batch') },
    spaced: { http: get('/a%20b'), result: type.string() },
    rest: { http: get('/rest/{*path}'), payload: { path: type.string() }, result: type.string() },
    probe: { http: head('/probe'), result: type.string() },
    look: { http: get('/probe'), result: type.string() },
  },
})

function startPages(start: StartService, t: TestContext, prefix = '/') {
  const nothing = () => undefined
  return start(t, api('web', { version: '1', path: prefix, services: [pages] }), {
    handlers: {
      pages: {
        list: () => ['a'],
        add: nothing,
        read: (payload) => payload,
        replace: nothing,
        change: nothing,
        remove: nothing,
        latest: () => 'latest',
        batch: nothing,
        spaced: () => 'spaced',
        rest: ({ path }) => path,
        probe: () => 'probe',
        look: () => 'look',
      },
    },
  })
}

forEachTransport('addresses', (start) => {
  test('an address without a route is a 404', async (t) => {
    const { send, outcome } = await startPages(start, t)
    for (const path of [
      '/',
      '/nope',
      '/pages/',
      '/pages/a/b',
      '/Pages',
      '/pages/a%2Fb/c',
      '/pages//a',
    ]) {
      const { status, json, headers } = await send(path)
      assert.equal(status, 404, path)
      assert.equal(json.type, 'urn:problem:seaworthy:not-found')
      assert.equal(json.instance, headers['x-request-id'])
      const { method, route, status: recorded } = await outcome()
      assert.deepEqual([method, route, recorded], [undefined, undefined, 404])
    }
  })

  test('an encoded slash stays in its segment', async (t) => {
    const { send } = await startPages(start, t)
    assert.deepEqual((await send('/pages/a%2Fb')).json, { id: 'a/b' })
    assert.deepEqual((await send('/pages/%C3%A4%20%3F')).json, { id: 'ä ?' })
    assert.equal((await send('/pages/rest/a/b%2Fc/d')).json, 'a/b/c/d')
  })

  test('a malformed percent-encoding in the path is a 400', async (t) => {
    const { send, outcome } = await startPages(start, t)
    for (const path of [
      '/pages/%',
      '/pages/%zz',
      '/pages/%c3',
      '/pages/%ff%fe',
      '/%zz/nope',
      '/pages/rest/%e2%82',
    ]) {
      const { status, json } = await send(path)
      assert.equal(status, 400, path)
      assert.equal(json.type, 'urn:problem:seaworthy:malformed-request', path)
      assert.equal((await outcome()).status, 400)
    }
  })

  test('a literal colon or percent-encoding in a template is itself', async (t) => {
    const { send } = await startPages(start, t)
    assert.equal((await send({ verb: 'POST', path: '/pages/v1:batch' })).status, 204)
    assert.equal((await send('/pages/a%20b')).json, 'spaced')
  })

  test('a path may be as long as the headers, and no longer', async (t) => {
    const { send } = await startPages(start, t)
    const long = 'x'.repeat(15_000)
    assert.deepEqual((await send(`/pages/${long}`)).json, { id: long })
    const { status, json } = await send(`/pages/${'x'.repeat(20_000)}`)
    assert.equal(status, 431)
    assert.equal(json.type, 'urn:problem:seaworthy:headers-too-large')
  })
})

forEachTransport('verbs', (start) => {
  test('a verb that no route takes at an address is a 405 that lists the others', async (t) => {
    const { send, outcome } = await startPages(start, t)
    const allowed: [string, string, string][] = [
      ['DELETE', '/pages', 'GET, HEAD, OPTIONS, POST'],
      ['POST', '/pages/rest/x', 'GET, HEAD, OPTIONS'],
    ]
    for (const [verb, path, allow] of allowed) {
      const { status, headers, json } = await send({ verb, path: `${path}?x=/pages` })
      assert.equal(status, 405, path)
      assert.equal(headers.allow, allow)
      assert.equal(json.type, 'urn:problem:seaworthy:method-not-allowed')
      assert.equal((await outcome()).status, 405)
    }
  })

  test('the list has every route that fits, not only the first', async (t) => {
    const { send } = await startPages(start, t)
    const { headers } = await send({ verb: 'OPTIONS', path: '/pages/latest' })
    assert.equal(headers.allow, 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT')
  })

  test('every verb that Node knows is a 405 or has a route', async (t) => {
    const { send } = await startPages(start, t)
    const routed = new Set(['GET', 'HEAD', 'POST', 'OPTIONS'])
    for (const verb of METHODS.filter((name) => !routed.has(name) && name !== 'CONNECT')) {
      const { status, headers } = await send({ verb, path: '/pages', json: { text: 'x' } })
      assert.equal(status, 405, verb)
      assert.equal(headers.allow, 'GET, HEAD, OPTIONS, POST', verb)
    }
  })

  test('the address decides before the body: what would be malformed is not looked at', async (t) => {
    const { send } = await startPages(start, t)
    for (const contentType of ['application/json', 'nonsense', 'text/plain; charset="']) {
      const request = { body: '{"a":', headers: { 'content-type': contentType } }
      assert.equal((await send({ ...request, verb: 'POST', path: '/nope' })).status, 404)
      assert.equal((await send({ ...request, verb: 'DELETE', path: '/pages' })).status, 405)
      assert.equal((await send({ ...request, verb: 'QUERY', path: '/pages' })).status, 405)
      assert.equal((await send({ ...request, verb: 'OPTIONS', path: '/pages' })).status, 204)
    }
    assert.equal((await send({ verb: 'QUERY', path: '/pages' })).status, 405)
  })

  test('OPTIONS answers with the verbs of the address', async (t) => {
    const { send } = await startPages(start, t)
    const { status, headers, text } = await send({ verb: 'OPTIONS', path: '/pages' })
    assert.equal(status, 204)
    assert.equal(headers.allow, 'GET, HEAD, OPTIONS, POST')
    assert.equal(text, '')
    assert.match(String(headers['x-request-id']), /^[0-9a-f]{32}$/)
    assert.equal((await send({ verb: 'OPTIONS', path: '/nope' })).status, 404)
  })

  test('HEAD answers as GET does, without the body', async (t) => {
    const { send, outcome } = await startPages(start, t)
    for (const path of ['/pages', '/pages/7', '/pages/latest']) {
      const got = await send(path)
      const { status, headers, text } = await send({ verb: 'HEAD', path })
      assert.equal(status, 200)
      assert.equal(text, '')
      assert.equal(headers['content-length'], String(got.bytes.length))
      assert.equal(headers['content-type'], got.headers['content-type'])
      assert.equal((await outcome()).responseSize, 0)
    }
    const { status, text } = await send({ verb: 'HEAD', path: '/nope' })
    assert.deepEqual([status, text], [404, ''])
  })

  test('a HEAD of its own comes before the one of GET', async (t) => {
    const { send } = await startPages(start, t)
    const { headers } = await send({ verb: 'HEAD', path: '/pages/probe' })
    assert.equal(headers['content-length'], String('"probe"'.length))
    assert.equal((await send('/pages/probe')).json, 'look')
  })

  test('all of that holds below a prefix, and outside of it', async (t) => {
    const { send } = await startPages(start, t, '/api/v1')
    assert.equal((await send('/api/v1/pages/7')).status, 200)
    assert.equal(
      (await send({ verb: 'DELETE', path: '/api/v1/pages' })).headers.allow,
      'GET, HEAD, OPTIONS, POST',
    )
    for (const path of ['/pages/7', '/api/v1', '/api/v1/', '/api/v1/nope', '/api', '/']) {
      assert.equal((await send(path)).json.type, 'urn:problem:seaworthy:not-found', path)
    }
  })
})
