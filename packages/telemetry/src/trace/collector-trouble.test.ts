import assert from 'node:assert/strict'
import { test } from 'node:test'
import { trace } from '@opentelemetry/api'
import type { Tracing } from './tracing.ts'
import { requestRecord, testSink, testTracing } from './testing/test-tracing.ts'

/** A port of this machine on which nobody listens. */
const dead = 'http://127.0.0.1:9/v1/traces'

test('a dead collector costs its spans, and is told of once', async (t) => {
  const errors: unknown[] = []
  const tracing = testTracing(t, { endpoint: dead, onError: (error) => errors.push(error) })
  await serve(tracing, 3)
  await tracing.close()
  assert.deepEqual([tracing.exported, tracing.failed, tracing.dropped], [0, 3, 0])
  assert.equal(errors.length, 1)
})

for (const protocol of ['http/protobuf', 'grpc'] as const) {
  test(`a hanging collector holds a full queue and the end only to the deadline (${protocol})`, async (t) => {
    const sink = await testSink(t, protocol === 'grpc' ? protocol : undefined)
    sink.answer = 'hang'
    const tracing = testTracing(t, { endpoint: sink.endpoint, protocol, maxQueue: 10, interval: 1 })
    await serve(tracing, 10)
    await sink.next()
    await serve(tracing, 5)
    assert.deepEqual([tracing.queued, tracing.dropped], [10, 5])
    await tracing.flush(20)
    await tracing.close(50)
    assert.deepEqual([tracing.exported, tracing.failed + tracing.dropped], [0, 15])
    assert.equal(tracing.queued, 0)
  })
}

test('a slow collector gets what fits the queue, and the rest is dropped', async (t) => {
  const sink = await testSink(t)
  const { promise, resolve } = Promise.withResolvers<void>()
  sink.slow = promise
  const tracing = testTracing(t, { endpoint: sink.endpoint, maxQueue: 10, interval: 1 })
  await serve(tracing, 10)
  await sink.next()
  await serve(tracing, 5)
  resolve()
  await tracing.flush()
  await serve(tracing, 3)
  await tracing.flush()
  assert.deepEqual([tracing.exported, tracing.failed, tracing.dropped], [13, 0, 5])
})

test('a collector that fails for a moment is asked again', async (t) => {
  const sink = await testSink(t)
  sink.answer = 503
  const tracing = testTracing(t, { endpoint: sink.endpoint, interval: 1 })
  await serve(tracing, 2)
  await sink.next()
  sink.answer = 200
  await sink.next()
  await tracing.flush()
  assert.deepEqual([tracing.exported, tracing.failed], [2, 0])
})

test('a collector that refuses is not asked again', async (t) => {
  const sink = await testSink(t)
  sink.answer = 500
  const tracing = testTracing(t, { endpoint: sink.endpoint })
  await serve(tracing, 2)
  await tracing.flush()
  assert.deepEqual([tracing.exported, tracing.failed, sink.messages.length], [0, 2, 1])
})

test('a batch that is not taken in time has failed', async (t) => {
  const sink = await testSink(t)
  sink.answer = 'hang'
  const errors: unknown[] = []
  const onError = (error: unknown) => errors.push(error)
  const tracing = testTracing(t, { endpoint: sink.endpoint, timeout: 30, onError })
  await serve(tracing, 2)
  await tracing.flush()
  assert.deepEqual([tracing.failed, tracing.queued], [2, 0])
  assert.match(String(errors[0]), /within 30 ms/)
})

test('spans that the collector rejects have failed', async (t) => {
  const sink = await testSink(t)
  // ExportTraceServiceResponse { partial_success { rejected_spans: 2 } }
  sink.reply = Buffer.from([0x0a, 0x02, 0x08, 0x02])
  const tracing = testTracing(t, { endpoint: sink.endpoint })
  await serve(tracing, 3)
  await tracing.flush()
  assert.deepEqual([tracing.exported, tracing.failed], [1, 2])
})

test('what ends after the close is dropped', async (t) => {
  const sink = await testSink(t)
  const tracing = testTracing(t, { endpoint: sink.endpoint })
  await serve(tracing, 1)
  await tracing.close()
  await serve(tracing, 1)
  assert.deepEqual([tracing.exported, tracing.dropped], [1, 1])
})

test('a close before OpenTelemetry is loaded leaves nothing behind', async (t) => {
  const sink = await testSink(t)
  const tracing = testTracing(t, { endpoint: sink.endpoint })
  tracing.endRequest(tracing.begin({}), requestRecord())
  await tracing.close(0)
  await tracing.ready
  assert.deepEqual([tracing.dropped, tracing.queued], [1, 0])
  assert.equal(trace.getTracer('theirs').startSpan('none').isRecording(), false)
})

test('a gRPC status that says unavailable is retried, another is not', async (t) => {
  const sink = await testSink(t, 'grpc')
  const endpoint = sink.endpoint
  const tracing = testTracing(t, { endpoint, protocol: 'grpc', interval: 1 })
  sink.answer = 14
  await serve(tracing, 1)
  await sink.next()
  sink.answer = 0
  await sink.next()
  await tracing.flush()
  sink.answer = 3
  await serve(tracing, 1)
  await tracing.flush()
  assert.deepEqual([tracing.exported, tracing.failed, sink.messages.length], [1, 1, 3])
})

test('many spans go out in batches, and those before OpenTelemetry was loaded too', async (t) => {
  const sink = await testSink(t)
  const tracing = testTracing(t, { endpoint: sink.endpoint })
  for (let count = 0; count < 1200; count++) tracing.endRequest(tracing.begin({}), requestRecord())
  await tracing.close()
  assert.deepEqual([sink.spans.length, tracing.exported, sink.messages.length], [1200, 1200, 3])
})

async function serve(tracing: Tracing, requests: number): Promise<void> {
  await tracing.ready
  for (let count = 0; count < requests; count++) {
    tracing.endRequest(tracing.begin({}), requestRecord())
  }
}
