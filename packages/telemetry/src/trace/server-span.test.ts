import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RequestSpanRecord } from './server-span.ts'
import type { ReceivedSpan } from './testing/decode-otlp.ts'
import { requestRecord, testSink, testTracing } from './testing/test-tracing.ts'

test('a request is told by the stable conventions, without its query', async (t) => {
  const span = await spanOf(t, {
    path: '/orders/7?key=secret',
    scheme: 'https',
    service: 'orders',
    operation: 'orders.show',
    apiVersion: 'v2',
    serverAddress: 'api.example.com',
    serverPort: 443,
    remoteAddress: '203.0.113.9',
    userAgent: 'curl/8',
  })
  assert.deepEqual(span.attributes, {
    'http.request.method': 'GET',
    'http.route': '/orders/{id}',
    'url.path': '/orders/7',
    'url.scheme': 'https',
    'http.response.status_code': 200,
    'server.address': 'api.example.com',
    'server.port': 443,
    'client.address': '203.0.113.9',
    'user_agent.original': 'curl/8',
    'seaworthy.service': 'orders',
    'seaworthy.operation': 'orders.show',
    'seaworthy.api_version': 'v2',
    'seaworthy.request_id': 'request-1',
  })
})

test('without a route the name is the method, and an odd method is HTTP', async (t) => {
  assert.equal((await spanOf(t, { route: undefined })).name, 'GET')
  const odd = await spanOf(t, { route: undefined, verb: 'BREW' })
  assert.deepEqual([odd.name, odd.attributes['http.request.method']], ['HTTP', '_OTHER'])
})

for (const status of [404, 429, 499]) {
  test(`${status} is no error of the server`, async (t) => {
    const span = await spanOf(t, { status, failure: new Error('as it may be') })
    assert.deepEqual([span.status, span.attributes['error.type'], span.events], [0, undefined, []])
  })
}

test('5xx is one, with what failed and no stack', async (t) => {
  const failure = Object.assign(new Error('connect failed'), { code: 'ECONNREFUSED' })
  const span = await spanOf(t, { status: 500, failure })
  assert.deepEqual([span.status, span.attributes['error.type']], [2, 'ECONNREFUSED'])
  assert.deepEqual(span.events[0]?.attributes, {
    'exception.type': 'ECONNREFUSED',
    'exception.message': 'connect failed',
  })
  const bare = await spanOf(t, { status: 503 })
  assert.deepEqual([bare.status, bare.attributes['error.type'], bare.events], [2, '503', []])
})

test('what clients choose the length of is cut', async (t) => {
  const long = 'x'.repeat(5000)
  const { attributes } = await spanOf(t, { path: `/${long}`, userAgent: long })
  assert.equal(String(attributes['url.path']).length, 1024)
  assert.equal(String(attributes['user_agent.original']).length, 256)
})

test('a request is one span, however often it ends', async (t) => {
  const sink = await testSink(t)
  const tracing = testTracing(t, { endpoint: sink.endpoint })
  const trace = tracing.begin({})
  trace.setAttribute('order.items', 3)
  tracing.endRequest(trace, requestRecord())
  tracing.endRequest(trace, requestRecord())
  await tracing.close()
  assert.equal(sink.spans.length, 1)
  assert.equal(sink.spans[0]?.attributes['order.items'], 3)
})

async function spanOf(
  t: Parameters<typeof testSink>[0],
  more: Partial<RequestSpanRecord>,
): Promise<ReceivedSpan> {
  const sink = await testSink(t)
  const tracing = testTracing(t, { endpoint: sink.endpoint })
  tracing.endRequest(tracing.begin({}), requestRecord(more))
  await tracing.close()
  const [span] = sink.spans
  assert.ok(span)
  return span
}
