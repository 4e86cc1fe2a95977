import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTimestamp } from './timestamp.ts'

test('it says what toISOString says, forwards and backwards', () => {
  let now = 0
  const timestamp = createTimestamp(() => now)
  const times = [
    0, 1, 9, 10, 99, 100, 999, 1_000, 59_999, 60_000, 951_782_399_999, 1_768_473_045_123,
  ]
  for (const time of [...times, ...times.toReversed(), 5, 5, -1]) {
    now = time + 0.4
    assert.equal(timestamp(), new Date(time).toISOString())
  }
})
