import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAddressRange } from './address-range.ts'

test('an address, or one with the length of a prefix', () => {
  for (const text of ['1.2.3.4', '10.0.0.0/8', '::1', 'fd00::/8', '::ffff:1.2.3.4', '0.0.0.0/0']) {
    assert.ok(isAddressRange(text), text)
  }
  const wrong = [
    '',
    'all',
    '1.2.3',
    '256.1.1.1',
    '1.2.3.4/33',
    'fd00::/129',
    '1.2.3.4/',
    '1.1.1.1/8/8',
  ]
  for (const text of wrong) assert.ok(!isAddressRange(text), text)
})
