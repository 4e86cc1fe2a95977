import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatTraceparent, parseTraceparent } from './traceparent.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const spanId = '00f067aa0ba902b7'

test('ids and flags are read', () => {
  assert.deepEqual(parseTraceparent(`00-${traceId}-${spanId}-01`), { traceId, spanId, flags: 1 })
  assert.equal(parseTraceparent(`00-${traceId}-${spanId}-ff`)?.flags, 255)
})

test('a later version may say more', () => {
  assert.deepEqual(parseTraceparent(`cc-${traceId}-${spanId}-01-what`)?.traceId, traceId)
  assert.deepEqual(parseTraceparent(`cc-${traceId}-${spanId}-01`)?.spanId, spanId)
})

const invalid = {
  'version ff': `ff-${traceId}-${spanId}-01`,
  'a trace id of zeros': `00-${'0'.repeat(32)}-${spanId}-01`,
  'a span id of zeros': `00-${traceId}-${'0'.repeat(16)}-01`,
  'upper case': `00-${traceId.toUpperCase()}-${spanId}-01`,
  'more after version 00': `00-${traceId}-${spanId}-01-what`,
  'more without a dash': `cc-${traceId}-${spanId}-01what`,
  'flags that are no digits': `00-${traceId}-${spanId}-0g`,
  'a short id': `00-${traceId.slice(1)}-${spanId}-01`,
  'two headers in one': `00-${traceId}-${spanId}-01, 00-${traceId}-${spanId}-01`,
  nothing: '',
}

for (const [what, header] of Object.entries(invalid)) {
  test(`${what} is not valid`, () => assert.equal(parseTraceparent(header), undefined))
}

test('only flags that are known are passed on', () => {
  const header = formatTraceparent({ traceId, spanId, flags: 0xff })
  assert.equal(header, `00-${traceId}-${spanId}-03`)
})
