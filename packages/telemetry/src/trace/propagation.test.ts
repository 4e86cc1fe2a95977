import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testTracing } from './testing/test-tracing.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const caller = '00f067aa0ba902b7'
const traceparent = `00-${traceId}-${caller}-01`

test('the decision of the caller is followed, by its bit', (t) => {
  const tracing = testTracing(t, { ratio: 0 })
  assert.equal(tracing.begin({ traceparent }).sampled, true)
  assert.equal(tracing.begin({ traceparent: `00-${traceId}-${caller}-03` }).sampled, true)
  assert.equal(tracing.begin({ traceparent: `00-${traceId}-${caller}-02` }).sampled, false)
  assert.equal(tracing.begin({}).sampled, false)
})

test('a sampler that is not based on the parent decides for itself', (t) => {
  const tracing = testTracing(t, { sampler: 'always_off' })
  const trace = tracing.begin({ traceparent, tracestate: 'ot=th:8,a=1' })
  assert.deepEqual([trace.traceId, trace.sampled], [traceId, false])
})

test('a header that is not valid begins a new trace, without the state of the old', (t) => {
  const tracing = testTracing(t)
  const trace = tracing.begin({ traceparent: `ff${traceparent.slice(2)}`, tracestate: 'a=1' })
  assert.notEqual(trace.traceId, traceId)
  assert.deepEqual([trace.parentSpanId, trace.traceState], [undefined, 'ot=th:0'])
})

test('a state that is not valid is dropped, and the ids are kept', (t) => {
  const trace = testTracing(t).begin({ traceparent, tracestate: 'A=1' })
  assert.deepEqual([trace.traceId, trace.traceState], [traceId, undefined])
})

test('calls carry the trace, its state and its baggage', (t) => {
  const tracing = testTracing(t)
  const trace = tracing.begin({ traceparent, tracestate: 'a=1', baggage: 'tenant=7' })
  const headers = new Headers()
  tracing.inject(trace, headers)
  assert.equal(headers.get('tracestate'), 'a=1')
  assert.equal(headers.get('baggage'), 'tenant=7')
  tracing.inject(undefined, headers)
})

test('baggage needs no trace', (t) => {
  assert.equal(testTracing(t).begin({ baggage: 'tenant=7' }).baggage, 'tenant=7')
})

test('a service that exports is the parent of its calls, another passes the caller on', (t) => {
  const carrier: Record<string, string> = {}
  const silent = testTracing(t)
  silent.inject(silent.begin({ traceparent }), carrier)
  assert.equal(carrier['traceparent'], traceparent)

  const exporting = testTracing(t, { endpoint: 'http://127.0.0.1:9/v1/traces' })
  const trace = exporting.begin({ traceparent })
  exporting.inject(trace, carrier)
  assert.equal(carrier['traceparent'], `00-${traceId}-${trace.spanId}-01`)
})

test('a trace that begins here is passed on with its decision', (t) => {
  const carrier: Record<string, string> = {}
  const tracing = testTracing(t, { ratio: 0 })
  const trace = tracing.begin({})
  tracing.inject(trace, carrier)
  assert.deepEqual(carrier, { traceparent: `00-${trace.traceId}-${trace.spanId}-00` })
})

test('headers that were made to be slow to read are read at once', (t) => {
  const tracing = testTracing(t)
  const blanks = ' '.repeat(8000)
  const before = process.cpuUsage()
  for (let count = 0; count < 20; count++) {
    tracing.begin({ traceparent, tracestate: `a=1${blanks}b`, baggage: `a=${blanks}"` })
    tracing.begin({ traceparent, tracestate: `${blanks}b`, baggage: `a=b${blanks};${blanks}"` })
  }
  const { user } = process.cpuUsage(before)
  // Quadratic, it was seconds.
  assert.ok(user < 500_000, `${user} µs`)
})
