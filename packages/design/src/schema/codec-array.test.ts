import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { t } from './t.ts'
import { messagesOf, run } from './test-codec.ts'

describe('an array', () => {
  test('reads its items, and is a copy', () => {
    const given = [1, 2]
    const read = run(t.array(t.integer()), given)
    assert.deepEqual(read, { value: [1, 2] })
    assert.notEqual('value' in read && read.value, given)
    assert.deepEqual(run(t.array(t.integer()), []), { value: [] })
  })

  test('tells every wrong item by its index', () => {
    assert.deepEqual(run(t.array(t.integer()), [1, '2', 3, null]), {
      issues: ['/1 type', '/3 type'],
    })
    assert.deepEqual(run(t.array(t.array(t.integer())), [[1], [2, 'x']]), { issues: ['/1/1 type'] })
  })

  test('is nothing else', () => {
    for (const value of [null, {}, '', 'ab', 0, { length: 0 }, new Set()]) {
      assert.deepEqual(run(t.array(t.any()), value), { issues: ['type'] })
    }
  })

  test('has so many items', () => {
    const type = t.array(t.integer(), { minItems: 1, maxItems: 2 })
    assert.deepEqual(run(type, [1, 2]), { value: [1, 2] })
    assert.deepEqual(run(type, []), { issues: ['minItems'] })
    assert.deepEqual(run(type, [1, 2, 3]), { issues: ['maxItems'] })
    assert.deepEqual(messagesOf(type, []), ['must have at least 1 item'])
    assert.deepEqual(messagesOf(type, [1, 2, 3]), ['must have at most 2 items'])
  })

  test('does not look at the items of one that is too long', () => {
    assert.deepEqual(run(t.array(t.integer(), { maxItems: 1 }), ['a', 'b']), {
      issues: ['maxItems'],
    })
  })

  test('holds no item twice where it says so', () => {
    const type = t.array(t.any(), { uniqueItems: true })
    for (const value of [
      [1, '1', true, 'true', null, 'null'],
      [{ a: 1 }, '{"a":1}', 'text {"a":1}', ['a']],
      [
        [1, 2],
        [2, 1],
      ],
      [{ a: 1 }, { a: 2 }, { b: 1 }],
      ['', ' '],
    ]) {
      assert.deepEqual(run(type, value), { value })
    }
    for (const value of [
      [1, 2, 1],
      [0, -0],
      ['a', 'a'],
      [null, null],
      [
        { a: 1, b: [{ c: 2, d: 3 }] },
        { b: [{ d: 3, c: 2 }], a: 1 },
      ],
      [[1], [1]],
    ]) {
      assert.deepEqual(run(type, value), { issues: ['uniqueItems'] }, JSON.stringify(value))
    }
  })
})

describe('a tuple', () => {
  const type = t.tuple([t.string(), t.integer(), t.boolean().nullable()])

  test('has exactly its items, in their order', () => {
    assert.deepEqual(run(type, ['a', 1, null]), { value: ['a', 1, null] })
    assert.deepEqual(run(t.tuple([]), []), { value: [] })
  })

  test('tells each wrong item', () => {
    assert.deepEqual(run(type, [1, 'a', 0]), { issues: ['/0 type', '/1 type', '/2 type'] })
  })

  test('is of no other length and no other kind', () => {
    for (const value of [[], ['a'], ['a', 1], ['a', 1, true, 2], null, {}, 'abc']) {
      assert.deepEqual(run(type, value), { issues: ['type'] })
    }
    assert.deepEqual(messagesOf(type, []), ['must be an array of exactly 3 items'])
  })
})
