import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseRetryAfter } from './retry-after.ts'

const now = Date.parse('2026-11-22T09:30:00Z')

test('seconds and dates are milliseconds from now', () => {
  assert.equal(parseRetryAfter('0', now), 0)
  assert.equal(parseRetryAfter('120', now), 120_000)
  assert.equal(parseRetryAfter('Sun, 22 Nov 2026 09:30:05 GMT', now), 5000)
})

test('a date that has passed is now', () => {
  assert.equal(parseRetryAfter('Sun, 22 Nov 2026 09:00:00 GMT', now), 0)
})

test('what cannot be read is not there', () => {
  for (const text of [
    null,
    undefined,
    '',
    '-1',
    '1.5',
    'soon',
    '2026-11-22',
    'NaN',
    '9'.repeat(20),
  ]) {
    assert.equal(parseRetryAfter(text, now), undefined, String(text))
  }
})
