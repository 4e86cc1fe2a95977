import assert from 'node:assert/strict'
import { test } from 'node:test'
import { escapeLabelValue, toLabelSet } from './label-set.ts'

test('backslash, quote and line feed are escaped, and nothing else', () => {
  assert.equal(escapeLabelValue('a\\b"c\nd\té😀'), 'a\\\\b\\"c\\nd\té😀')
})

test('half of a surrogate pair becomes the replacement character', () => {
  assert.equal(escapeLabelValue('x\ud83d'), 'x\ufffd')
})

test('an empty value is no label', () => {
  assert.deepEqual(toLabelSet({ pool: '', check: 'redis' }), {
    labels: { check: 'redis' },
    text: 'check="redis"',
  })
})
