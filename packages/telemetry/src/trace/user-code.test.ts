import assert from 'node:assert/strict'
import { test } from 'node:test'
import { context, propagation, trace } from '@opentelemetry/api'
import { requestRecord, testSink, testTracing } from './testing/test-tracing.ts'

test('spans that user code begins with OpenTelemetry are part of the trace', async (t) => {
  const sink = await testSink(t)
  const tracing = testTracing(t, { endpoint: sink.endpoint })
  await tracing.ready
  const tracer = trace.getTracer('theirs')
  const request = tracing.begin({})
  await tracing.run(request, () =>
    tracer.startActiveSpan('theirs', async (theirs) => {
      await Promise.resolve()
      assert.equal(tracing.active()?.spanId, theirs.spanContext().spanId)
      tracing.active()?.setAttribute('from.ours', true)
      tracing.span(tracing.active(), 'ours', 'internal', {}, () => {
        trace.getActiveSpan()?.setAttribute('from.theirs', true)
      })
      theirs.end()
    }),
  )
  tracing.endRequest(request, requestRecord())
  await tracing.close()
  const [ours, theirs, server] = ['ours', 'theirs', 'GET /orders/{id}'].map((name) =>
    sink.spans.find((span) => span.name === name),
  )
  assert.equal(theirs?.parentSpanId, server?.spanId)
  assert.equal(ours?.parentSpanId, theirs?.spanId)
  assert.equal(theirs?.traceId, server?.traceId)
  assert.equal(ours?.attributes['from.theirs'], true)
  assert.equal(theirs?.attributes['from.ours'], true)
})

test('the active span of a request is its server span, which only we end', async (t) => {
  const sink = await testSink(t)
  const tracing = testTracing(t, { endpoint: sink.endpoint })
  await tracing.ready
  const request = tracing.begin({ baggage: 'tenant=7' })
  tracing.run(request, () => {
    const span = trace.getActiveSpan()
    assert.equal(span?.spanContext().spanId, request.spanId)
    span?.setAttribute('order.items', 3).addEvent('paid')
    span?.end()
    assert.equal(propagation.getBaggage(context.active())?.getEntry('tenant')?.value, '7')
    const carrier: Record<string, string> = {}
    propagation.inject(context.active(), carrier)
    assert.equal(carrier['traceparent'], `00-${request.traceId}-${request.spanId}-01`)
    assert.equal(carrier['baggage'], 'tenant=7')
  })
  tracing.endRequest(request, requestRecord())
  await tracing.close()
  assert.equal(sink.spans.length, 1)
  assert.equal(sink.spans[0]?.attributes['order.items'], 3)
  assert.equal(sink.spans[0]?.events[0]?.name, 'paid')
})

test('baggage that user code sets goes out with our calls', async (t) => {
  const sink = await testSink(t)
  const tracing = testTracing(t, { endpoint: sink.endpoint })
  await tracing.ready
  tracing.run(tracing.begin({}), () => {
    const baggage = propagation.createBaggage({ plan: { value: 'gold & more' } })
    context.with(propagation.setBaggage(context.active(), baggage), () => {
      const headers: Record<string, string> = {}
      tracing.inject(tracing.active(), headers)
      assert.equal(headers['baggage'], 'plan=gold%20%26%20more')
    })
  })
})

test('in a request that is not kept, user code begins no trace of its own', async (t) => {
  const sink = await testSink(t)
  const tracing = testTracing(t, { endpoint: sink.endpoint })
  await tracing.ready
  const tracer = trace.getTracer('theirs')
  const request = tracing.begin({
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00',
  })
  tracing.run(request, () => {
    tracer.startActiveSpan('theirs', (span) => {
      assert.equal(span.isRecording(), false)
      assert.equal(span.spanContext().traceId, request.traceId)
      span.end()
    })
  })
  await tracing.close()
  assert.deepEqual(sink.messages, [])
})

test('after the close OpenTelemetry is as it was', async (t) => {
  const sink = await testSink(t)
  const tracing = testTracing(t, { endpoint: sink.endpoint })
  await tracing.ready
  await tracing.close()
  assert.equal(trace.getTracer('theirs').startSpan('none').isRecording(), false)
})
