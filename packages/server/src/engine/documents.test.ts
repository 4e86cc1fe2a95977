import { api, get, post, service, t } from '@seaworthy/design'
import { toOpenApi } from '@seaworthy/design/openapi'
import { fastify } from 'fastify'
import assert from 'node:assert/strict'
import { type TestContext, describe, test } from 'node:test'
import { parse } from 'yaml'
import { ServerError } from '../errors.ts'
import type { DocumentsOptions } from './documents.ts'
import { createEngine } from './engine.ts'
import { mount } from './mount.ts'
import type { Outcome } from './outcome.ts'

const items = service('items', {
  path: '/items',
  methods: { get: { http: get('/{id}'), payload: { id: t.uuid() }, result: t.string() } },
})
const shop = api('shop', {
  version: '1.0.0',
  title: 'Tea & <biscuits>',
  path: '/api/v1',
  services: [items],
})
const handlers = { items: { get: ({ id }: { id: string }) => id } }

describe('the document', () => {
  test('is served as JSON and as YAML, beside the prefix of the API', async (t) => {
    const engine = engineOf(t)
    const json = await engine.inject('/openapi.json')
    assert.equal(json.statusCode, 200)
    assert.equal(json.headers['content-type'], 'application/json; charset=utf-8')
    assert.deepEqual(json.json(), toOpenApi(shop.model))
    const yaml = await engine.inject('/openapi.yaml')
    assert.equal(yaml.headers['content-type'], 'application/yaml; charset=utf-8')
    assert.deepEqual(parse(yaml.body), json.json())
  })

  test('is not sent again to a client that has it', async (t) => {
    const engine = engineOf(t)
    const { headers } = await engine.inject('/openapi.json')
    const etag = String(headers.etag)
    assert.equal(headers['cache-control'], 'no-cache')
    const ask = (value: string) =>
      engine.inject({ url: '/openapi.json', headers: { 'if-none-match': value } })
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const { statusCode, body, headers: again } = await ask(known)
      assert.deepEqual([statusCode, body, again.etag], [304, '', etag])
    }
    assert.equal((await ask('"other"')).statusCode, 200)
  })

  test('has an ETag that stays the same from start to start', async (t) => {
    const [one, other] = [engineOf(t), engineOf(t)]
    const first = await one.inject('/openapi.json')
    assert.equal((await other.inject('/openapi.json')).headers.etag, first.headers.etag)
  })

  test('answers HEAD, OPTIONS and other methods as every address does', async (t) => {
    const engine = engineOf(t)
    const whole = await engine.inject('/openapi.json')
    const asked = await engine.inject({ method: 'HEAD', url: '/openapi.json' })
    assert.deepEqual([asked.statusCode, asked.body], [200, ''])
    assert.equal(asked.headers['content-length'], whole.headers['content-length'])
    const options = await engine.inject({ method: 'OPTIONS', url: '/openapi.json' })
    assert.deepEqual([options.statusCode, options.headers.allow], [204, 'GET, HEAD, OPTIONS'])
    const posted = await engine.inject({ method: 'POST', url: '/openapi.json' })
    assert.equal(posted.statusCode, 405)
  })

  test('is recorded under its own route, with a request id', async (t) => {
    const outcomes: Outcome[] = []
    const engine = createEngine(shop, { handlers, record: (outcome) => outcomes.push(outcome) })
    t.after(() => engine.close())
    const { headers } = await engine.inject('/docs')
    assert.deepEqual(
      outcomes.map(({ method, route, status, requestId }) => [method, route, status, requestId]),
      [[undefined, '/docs', 200, headers['x-request-id']]],
    )
  })
})

describe('the page', () => {
  test('refers to nothing but what is served with it', async (t) => {
    const engine = engineOf(t)
    const page = await engine.inject('/docs')
    assert.equal(page.headers['content-type'], 'text/html; charset=utf-8')
    const places = [...page.body.matchAll(/(?:src|href|data-document)="([^"]+)"/g)].map(
      ([, to]) => to,
    )
    assert.equal(places.length, 7)
    for (const place of places) {
      const { pathname, origin } = new URL(place ?? '', 'http://here.test/docs')
      assert.equal(origin, 'http://here.test')
      assert.equal((await engine.inject(pathname)).statusCode, 200, place)
    }
  })

  test('may load and call nothing from elsewhere, and runs no script of its own text', async (t) => {
    const { headers, body } = await engineOf(t).inject('/docs')
    const policy = String(headers['content-security-policy'])
    assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self'; /)
    assert.doesNotMatch(policy, /unsafe|https?:|\*/)
    assert.doesNotMatch(body, /<script(?![^>]* src=)|<style|\son\w+=|\sstyle=/)
  })

  test('shows the title as text', async (t) => {
    const { body } = await engineOf(t).inject('/docs')
    assert.match(body, /<title>Tea &amp; &lt;biscuits&gt; 1\.0\.0<\/title>/)
  })

  test('has one address', async (t) => {
    const { statusCode, headers } = await engineOf(t).inject('/docs/')
    assert.deepEqual([statusCode, headers.location], [308, '../docs'])
  })
})

describe('where the documents are', () => {
  test('can be said', async (t) => {
    const engine = engineOf(t, { path: '/internal' })
    assert.equal((await engine.inject('/internal/openapi.json')).statusCode, 200)
    assert.match((await engine.inject('/internal/docs')).body, /data-root="\.\.\/"/)
    assert.equal((await engine.inject('/docs')).statusCode, 404)
  })

  test('can be nowhere', async (t) => {
    const engine = engineOf(t, false)
    for (const url of ['/docs', '/docs/page.js', '/openapi.json', '/openapi.yaml']) {
      assert.equal((await engine.inject(url)).statusCode, 404)
    }
  })

  test('cannot be an address of the design', async (t) => {
    const taken = service('docs', { methods: { read: { http: get('/docs'), result: text } } })
    const design = api('taken', { version: '1', services: [taken] })
    const engine = createEngine(design, { handlers: { docs: { read: () => 'mine' } } })
    t.after(() => engine.close())
    await assert.rejects(
      engine.inject('/docs'),
      isServerError('DOCUMENTS_PATH_TAKEN', /^\/docs is/),
    )
    const apart = createEngine(design, {
      handlers: { docs: { read: () => 'mine' } },
      documents: { path: '/about' },
    })
    t.after(() => apart.close())
    assert.equal((await apart.inject('/docs')).body, '"mine"')
    assert.equal((await apart.inject('/about/docs')).statusCode, 200)
  })

  test('may be beside a method of another verb', async (t) => {
    const posted = service('docs', { methods: { add: { http: post('/docs'), result: text } } })
    const design = api('posted', { version: '1', services: [posted] })
    const engine = createEngine(design, { handlers: { docs: { add: () => 'mine' } } })
    t.after(() => engine.close())
    assert.equal((await engine.inject({ method: 'POST', url: '/docs' })).body, '"mine"')
    assert.equal((await engine.inject('/docs')).statusCode, 200)
  })

  test('must look like a path', async (t) => {
    for (const path of ['docs', '/a b', '//docs', '/{id}', '/:id', 'https://other.test']) {
      const engine = engineOf(t, { path })
      await assert.rejects(
        engine.inject('/'),
        isServerError('DOCUMENTS_PATH_INVALID', /cannot come/),
      )
    }
  })
})

describe('an API that is mounted', () => {
  test('serves no documents unless asked', async (t) => {
    const host = fastify()
    t.after(() => host.close())
    await host.register(mount(shop, { handlers }))
    assert.equal((await host.inject('/docs')).statusCode, 404)
  })

  test('serves them below the prefix of the host, and tells that prefix', async (t) => {
    const host = fastify()
    t.after(() => host.close())
    await host.register(mount(shop, { handlers, documents: true }), { prefix: '/shop' })
    const document = (await host.inject('/shop/openapi.json')).json<ReturnType<typeof toOpenApi>>()
    assert.deepEqual(document.servers, [{ url: '/shop' }])
    assert.equal((await host.inject('/shop/docs')).statusCode, 200)
    assert.equal((await host.inject('/docs')).statusCode, 404)
  })
})

/** Inside of tests `t` is their context. */
const text = t.string()

function engineOf(t: TestContext, documents?: boolean | DocumentsOptions) {
  const engine = createEngine(shop, { handlers, ...(documents !== undefined && { documents }) })
  t.after(() => engine.close())
  return engine
}

function isServerError(code: string, message: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof ServerError)
    assert.equal(error.code, code)
    assert.match(error.message, message)
    return true
  }
}
