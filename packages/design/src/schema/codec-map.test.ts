import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { t } from './t.ts'
import { messagesOf, run } from './test-codec.ts'

describe('a map', () => {
  test('reads values under any key, and is a copy', () => {
    const given = { a: 1, '': 2, constructor: 3, toString: 4, hasOwnProperty: 5, length: 6 }
    const read = run(t.map(t.integer()), given)
    assert.deepEqual(read, { value: given })
    assert.notEqual('value' in read && read.value, given)
    assert.deepEqual(run(t.map(t.integer()), {}), { value: {} })
  })

  test('tells every wrong value by its key', () => {
    const value = { 'a/b': 'x', 'c~d': 'y', e: 1 }
    assert.deepEqual(run(t.map(t.integer()), value), { issues: ['/a~1b type', '/c~0d type'] })
  })

  test('is nothing else', () => {
    for (const value of [null, [], 'a', 0, true]) {
      assert.deepEqual(run(t.map(t.any()), value), { issues: ['type'] })
    }
  })

  test('refuses keys that are no text, and __proto__', () => {
    const value = JSON.parse('{"__proto__":1,"\\u0000":2,"\\ud800":3,"a":4}') as object
    assert.deepEqual(run(t.map(t.integer()), value), {
      issues: ['/__proto__ propertyNames', '/\u0000 propertyNames', '/\ud800 propertyNames'],
    })
  })

  test('checks what its keys look like', () => {
    const type = t.map(t.integer(), { keys: t.string({ pattern: /^[a-z]$/ }) })
    assert.deepEqual(run(type, { a: 1 }), { value: { a: 1 } })
    assert.deepEqual(run(type, { a: 1, B: 2, c: 'x' }), { issues: ['/B pattern', '/c type'] })
    assert.deepEqual(run(t.map(t.any(), { keys: t.enum(['a', 'b']) }), { c: 1 }), {
      issues: ['/c enum'],
    })
  })

  test('has so many entries', () => {
    const type = t.map(t.integer(), { minProperties: 1, maxProperties: 2 })
    assert.deepEqual(run(type, { a: 1 }), { value: { a: 1 } })
    assert.deepEqual(run(type, {}), { issues: ['minProperties'] })
    assert.deepEqual(run(type, { a: 1, b: 2, c: 3 }), { issues: ['maxProperties'] })
    assert.deepEqual(messagesOf(type, {}), ['must have at least 1 entry'])
    assert.deepEqual(messagesOf(type, { a: 1, b: 2, c: 3 }), ['must have at most 2 entries'])
  })
})
