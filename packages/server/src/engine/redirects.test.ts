import assert from 'node:assert/strict'
import { api, redirect, service } from '@seaworthy/design'
import { type TestContext, test } from 'node:test'
import { type StartService, forEachTransport } from './test-transports.ts'

const moved = service('moved', {
  path: '/old',
  methods: {},
  redirects: [
    redirect('/', '/new'),
    redirect('/users/{id}', '/users/{id}'),
    redirect('/all/{*path}', '/{*path}'),
    redirect('/deep/{*path}', '/new/{*path}', 301),
    redirect('/away/{id}', 'https://docs.example/{id}', 302),
  ],
})

function startMoved(start: StartService, t: TestContext) {
  return start(t, api('web', { version: '1', services: [moved] }), { handlers: { moved: {} } })
}

forEachTransport('redirects', (start) => {
  test('a redirect answers GET and HEAD with its status and its target', async (t) => {
    const { send, outcome } = await startMoved(start, t)
    const redirects: [string, number, string][] = [
      ['/old', 308, '/new'],
      ['/old/users/7', 308, '/users/7'],
      ['/old/deep/a/b%20c', 301, '/new/a/b%20c'],
      ['/old/away/x', 302, 'https://docs.example/x'],
    ]
    for (const [path, status, location] of redirects) {
      for (const verb of ['GET', 'HEAD']) {
        const response = await send({ verb, path })
        assert.deepEqual(
          [response.status, response.headers.location, response.text],
          [status, location, ''],
        )
        assert.match(String(response.headers['x-request-id']), /^[0-9a-f]{32}$/)
      }
    }
    const { route, method, status } = await outcome()
    assert.deepEqual([route, method, status], ['/old/away/{id}', undefined, 302])
  })

  test('nothing in an address leads to another host', async (t) => {
    const { send } = await startMoved(start, t)
    const origin = 'https://shop.example'
    const paths = [
      '/old/all//evil.example',
      '/old/all///evil.example/x',
      '/old/all/%2Fevil.example',
      '/old/all/%2F%2Fevil.example',
      '/old/all/%5Cevil.example',
      '/old/all/%5C%5Cevil.example',
      '/old/all/https:%2F%2Fevil.example',
      '/old/all/%09/evil.example',
      '/old/all/%0d%0aset-cookie:a=b',
      '/old/all/.%2F/evil.example',
      '/old/users/%2F%2Fevil.example',
      '/old/users/..%2F..%2F%2Fevil.example',
      '/old/users/@evil.example',
    ]
    for (const path of paths) {
      const { status, headers } = await send(path)
      assert.equal(status, 308, path)
      const location = String(headers.location)
      assert.equal(new URL(location, `${origin}/here`).origin, origin, `${path} → ${location}`)
      assert.equal(headers['set-cookie'], undefined)
    }
    const { headers } = await send('/old/away/..%2F..%2F@evil.example')
    assert.equal(new URL(String(headers.location)).host, 'docs.example')
  })

  test('an empty segment is no parameter, another verb is a 405', async (t) => {
    const { send } = await startMoved(start, t)
    assert.equal((await send('/old/users/')).status, 404)
    const { status, headers } = await send({ verb: 'POST', path: '/old/users/7' })
    assert.deepEqual([status, headers.allow], [405, 'GET, HEAD, OPTIONS'])
  })
})
