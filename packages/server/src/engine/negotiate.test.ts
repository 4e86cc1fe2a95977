import assert from 'node:assert/strict'
import { api, get, respond, service, t as type } from '@seaworthy/design'
import { test } from 'node:test'
import { accepts } from './negotiate.ts'
import { forEachTransport } from './test-transports.ts'

test('a media range takes a type by its most specific match', () => {
  const taken = [
    '*/*',
    '',
    'application/json',
    'application/*',
    'APPLICATION/JSON',
    'text/html, application/xml;q=0.9, */*;q=0.8',
    'application/json;q=0.001',
    'application/*;q=0, application/json',
    '*/*;q=0, application/json;q=0.1',
    'application/json; charset=utf-8',
    ' application/json ',
    'text/html,application/json',
    'application/json;q=high',
  ]
  for (const header of taken) assert.ok(accepts(header, 'application/json'), header)
  const refused = [
    'text/html',
    'application/json;q=0',
    'application/json; q=0.000',
    'application/json;Q=0',
    'application/*, application/json;q=0',
    '*/*, application/*;q=0',
    'text/*',
    'application/jsonx',
    'json',
    'application/problem+json',
  ]
  for (const header of refused) assert.ok(!accepts(header, 'application/json'), header)
})

const reports = service('reports', {
  path: '/reports',
  methods: {
    json: { http: get('/json'), result: { total: type.integer() } },
    csv: {
      http: get('/csv', { responses: [respond(200, { body: 'rows', contentType: 'text/csv' })] }),
      result: { rows: type.string() },
    },
    none: { http: get('/none') },
  },
})

forEachTransport('negotiation', (start) => {
  test('a client that takes no form of the response is told which there are', async (t) => {
    let called = 0
    const { send } = await start(t, api('web', { version: '1', services: [reports] }), {
      handlers: {
        reports: {
          json: () => ({ total: ++called }),
          csv: () => ({ rows: String(++called) }),
          none: () => undefined,
        },
      },
    })
    const ask = (path: string, accept: string) =>
      send({ path: `/reports/${path}`, headers: { accept } })
    const refused = await ask('json', 'text/html;q=1, text/csv')
    assert.equal(refused.status, 406)
    assert.equal(refused.headers['content-type'], 'application/problem+json; charset=utf-8')
    assert.equal(refused.json.detail, 'The response is application/json')
    assert.equal((await ask('csv', 'application/json')).json.detail, 'The response is text/csv')
    assert.equal(called, 0)
    assert.equal((await ask('csv', 'text/*')).headers['content-type'], 'text/csv; charset=utf-8')
    assert.equal((await ask('json', 'text/html, */*;q=0.1')).status, 200)
    assert.equal((await ask('none', 'image/png')).status, 204)
    assert.equal((await send('/reports/json')).status, 200)
  })
})
