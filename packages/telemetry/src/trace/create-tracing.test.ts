import assert from 'node:assert/strict'
import { test } from 'node:test'
import { requestRecord, testSink, testTracing } from './testing/test-tracing.ts'

for (const protocol of ['http/protobuf', 'http/json', 'grpc'] as const) {
  test(`a request, its service, database and cache are one trace (${protocol})`, async (t) => {
    const sink = await testSink(t, protocol === 'grpc' ? protocol : undefined)
    const tracing = testTracing(t, { endpoint: sink.endpoint, protocol })
    const request = tracing.begin({})
    await tracing.run(request, () =>
      tracing.span(tracing.active(), 'orders.show', 'internal', {}, async (service) => {
        const query = { 'db.system.name': 'postgresql' }
        await tracing.span(service, 'SELECT orders', 'client', query, async () => {})
        tracing.span(tracing.active(), 'GET order', 'client', { 'cache.hit': true }, () => 1)
      }),
    )
    tracing.endRequest(request, requestRecord())
    await tracing.close()

    const [database, cache, service, server] = sink.spans
    assert.deepEqual(
      sink.spans.map(({ name, kind }) => [name, kind]),
      [
        ['SELECT orders', 3],
        ['GET order', 3],
        ['orders.show', 1],
        ['GET /orders/{id}', 2],
      ],
    )
    assert.deepEqual(new Set(sink.spans.map(({ traceId }) => traceId)), new Set([request.traceId]))
    assert.equal(server?.spanId, request.spanId)
    assert.equal(server?.parentSpanId, '')
    assert.equal(service?.parentSpanId, server?.spanId)
    assert.equal(database?.parentSpanId, service?.spanId)
    assert.equal(cache?.parentSpanId, service?.spanId)
    assert.equal(database?.attributes['db.system.name'], 'postgresql')
    assert.equal(cache?.attributes['cache.hit'], true)
    assert.deepEqual([tracing.exported, tracing.failed, tracing.dropped], [4, 0, 0])
  })
}

test('a request keeps the ids, the state and the parent of its caller', async (t) => {
  const sink = await testSink(t)
  const tracing = testTracing(t, { endpoint: sink.endpoint, ratio: 0 })
  const request = tracing.begin({
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    tracestate: 'vendor=1',
  })
  tracing.endRequest(request, requestRecord())
  await tracing.close()
  const [span] = sink.spans
  assert.equal(span?.traceId, '4bf92f3577b34da6a3ce929d0e0e4736')
  assert.equal(span?.parentSpanId, '00f067aa0ba902b7')
  assert.equal(span?.traceState, 'vendor=1')
})

test('a request that is not kept has ids, no spans and no scope', async (t) => {
  const sink = await testSink(t)
  const tracing = testTracing(t, { endpoint: sink.endpoint, ratio: 0 })
  await tracing.ready
  const request = tracing.begin({})
  assert.match(request.traceId, /^[0-9a-f]{32}$/)
  assert.equal(request.sampled, false)
  tracing.run(request, () => {
    assert.equal(tracing.active(), undefined)
    tracing.span(request, 'orders.show', 'internal', {}, (span) => assert.equal(span, request))
  })
  tracing.endRequest(request, requestRecord())
  await tracing.close()
  assert.deepEqual(sink.messages, [])
})

test('every span names the service and its process', async (t) => {
  const sink = await testSink(t)
  const tracing = testTracing(t, {
    endpoint: sink.endpoint,
    serviceVersion: '1.2.3',
    environment: 'production',
    resourceAttributes: { 'cloud.region': 'eu-1', 'service.name': 'other' },
    headers: { 'x-key': 'abc' },
  })
  tracing.endRequest(tracing.begin({}), requestRecord())
  await tracing.close()
  const resource = sink.spans[0]?.resource
  assert.equal(resource?.['service.name'], 'storefront')
  assert.equal(resource?.['service.version'], '1.2.3')
  assert.equal(resource?.['deployment.environment.name'], 'production')
  assert.equal(resource?.['cloud.region'], 'eu-1')
  assert.equal(resource?.['telemetry.sdk.language'], 'nodejs')
  assert.equal(sink.messages[0]?.['x-key'], 'abc')
})

test('a job begins a trace of its own, or goes on with that of its sender', async (t) => {
  const sink = await testSink(t)
  const tracing = testTracing(t, { endpoint: sink.endpoint })
  const carrier: Record<string, string> = {}
  const sent = tracing.root({}, 'plan', 'producer', {}, (plan) => {
    tracing.inject(plan, carrier)
    return plan
  })
  await tracing.root(carrier, 'send-mail', 'consumer', { 'job.attempt': 2 }, async () => {})
  await tracing.close()
  const [plan, job] = sink.spans
  assert.equal(plan?.spanId, sent.spanId)
  assert.equal(job?.traceId, plan?.traceId)
  assert.equal(job?.parentSpanId, plan?.spanId)
  assert.deepEqual([job?.kind, job?.attributes['job.attempt']], [5, 2])
})

test('an error is recorded with type and message, and thrown on', async (t) => {
  const sink = await testSink(t)
  const tracing = testTracing(t, { endpoint: sink.endpoint })
  const request = tracing.begin({})
  const broken = new TypeError('No row for jane@example.com\nsecond line')
  const missing = Object.assign(new Error('No such order'), { status: 404 })
  assert.throws(
    () =>
      tracing.span(request, 'first', 'internal', {}, () => {
        throw broken
      }),
    broken,
  )
  await assert.rejects(
    tracing.span(request, 'second', 'internal', {}, () => Promise.reject(missing)),
    missing,
  )
  await tracing.close()
  const [first, second] = sink.spans
  assert.equal(first?.status, 2)
  assert.equal(first?.attributes['error.type'], 'TypeError')
  assert.deepEqual(first?.events, [
    {
      name: 'exception',
      attributes: { 'exception.type': 'TypeError', 'exception.message': 'No row for [masked]' },
    },
  ])
  assert.deepEqual([second?.status, second?.events], [0, []])
})

test('times of spans are those of the wall, and children lie within their parent', async (t) => {
  let now = 1000
  const clock = { monotonic: () => now, wall: () => 1_750_000_000_000 + now }
  const sink = await testSink(t)
  const tracing = testTracing(t, { endpoint: sink.endpoint, clock })
  const request = tracing.begin({})
  now = 1002
  tracing.span(request, 'part', 'internal', {}, () => (now = 1003.5))
  tracing.endRequest(request, requestRecord({ started: 1000, durationMs: 4 }))
  await tracing.close()
  const [part, server] = sink.spans
  assert.deepEqual(
    [part?.start, part?.end],
    [1_750_000_001_002_000_000n, 1_750_000_001_003_500_000n],
  )
  assert.deepEqual(
    [server?.start, server?.end],
    [1_750_000_001_000_000_000n, 1_750_000_001_004_000_000n],
  )
})
