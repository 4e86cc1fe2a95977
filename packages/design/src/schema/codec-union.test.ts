import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { jsonKinds } from './codec-union.ts'
import { type } from './named-type.ts'
import { t } from './t.ts'
import { messagesOf, run } from './test-codec.ts'

describe('a union', () => {
  const Card = type('Card', { kind: t.literal('card'), number: t.string({ minLength: 4 }) })
  const Cash = t.object({ kind: t.enum(['coins', 'notes']), amount: t.integer().default(1) })
  const payment = t.union('kind', [Card, Cash])

  test('is read by the member that its discriminator names', () => {
    const card = { kind: 'card', number: '4111' }
    assert.deepEqual(run(payment, card), { value: card })
    assert.deepEqual(run(payment, { kind: 'coins' }), { value: { kind: 'coins', amount: 1 } })
    assert.deepEqual(run(payment, { kind: 'notes', amount: 5 }), {
      value: { kind: 'notes', amount: 5 },
    })
  })

  test('tells what is wrong in that member alone', () => {
    assert.deepEqual(run(payment, { kind: 'card', number: '1', amount: 2 }), {
      issues: ['/number minLength', '/amount additionalProperties'],
    })
  })

  test('has no other members', () => {
    for (const kind of ['', 'CARD', null, undefined, 0, ['card'], 'toString']) {
      assert.deepEqual(run(payment, { kind, number: '4111' }), { issues: ['/kind discriminator'] })
    }
    assert.deepEqual(run(payment, {}), { issues: ['/kind discriminator'] })
    assert.deepEqual(messagesOf(payment, {}), ['must be one of "card", "coins", "notes"'])
    for (const value of [null, [], 'card'])
      assert.deepEqual(run(payment, value), { issues: ['type'] })
  })

  test('may be nullable, in an array and in another union', () => {
    const list = t.array(payment.nullable())
    assert.deepEqual(run(list, [null, { kind: 'coins' }]), {
      value: [null, { kind: 'coins', amount: 1 }],
    })
    assert.deepEqual(run(list, [{ kind: 'x' }]), { issues: ['/0/kind discriminator'] })
    const outer = t.union('type', [
      t.object({ type: t.literal(1), payment }),
      t.object({ type: t.literal(2) }),
    ])
    assert.deepEqual(run(outer, { type: 2 }), { value: { type: 2 } })
    assert.deepEqual(run(outer, { type: 1, payment: { kind: 'card' } }), {
      issues: ['/payment/number required'],
    })
    assert.deepEqual(run(outer, { type: '1' }), { issues: ['/type discriminator'] })
  })
})

describe('one of several kinds', () => {
  const value = t.anyOf([t.integer({ minimum: 1 }), t.string(), t.array(t.string()), t.boolean()])

  test('is read by the kind of the JSON value', () => {
    for (const good of [1, '', ['a'], false]) assert.deepEqual(run(value, good), { value: good })
    assert.deepEqual(run(value, 0), { issues: ['minimum'] })
    assert.deepEqual(run(value, [1]), { issues: ['/0 type'] })
    assert.deepEqual(run(value, null), { issues: ['type'] })
    assert.deepEqual(run(value, {}), { issues: ['type'] })
    assert.deepEqual(messagesOf(value, {}), [
      'must be of type number or string or array or boolean',
    ])
  })

  test('bytes are text on the wire and bytes in the program', () => {
    const either = t.anyOf([t.bytes(), t.integer(), t.object({ id: t.integer() })])
    assert.deepEqual(run(either, 'AQI='), { value: new Uint8Array([1, 2]) })
    const encode = { direction: 'encode' } as const
    assert.deepEqual(run(either, new Uint8Array([1, 2]), encode), { value: 'AQI=' })
    assert.deepEqual(run(either, { id: 1 }, encode), { value: { id: 1 } })
  })

  test('members of one kind, as foreign schemas have them, are tried in order', () => {
    const type = t.anyOf([t.string({ maxLength: 1 }), t.string({ pattern: '^x' }), t.null()])
    assert.deepEqual(run(type, 'a'), { value: 'a' })
    assert.deepEqual(run(type, 'xyz'), { value: 'xyz' })
    assert.deepEqual(run(type, 'abc'), { issues: ['anyOf'] })
    assert.deepEqual(messagesOf(type, 'abc'), ['must match one of the allowed forms'])
  })

  test('the kinds of a type are those of its JSON values', () => {
    const kinds = (type: { json: Parameters<typeof jsonKinds>[0] }) =>
      [...jsonKinds(type.json)].sort()
    assert.deepEqual(kinds(t.integer()), ['number'])
    assert.deepEqual(kinds(t.bytes().nullable()), ['null', 'string'])
    assert.deepEqual(kinds(t.enum([1, 'a', true, null])), ['boolean', 'null', 'number', 'string'])
    assert.deepEqual(kinds(t.literal('a')), ['string'])
    assert.deepEqual(kinds(t.any()), ['array', 'boolean', 'null', 'number', 'object', 'string'])
    assert.deepEqual(kinds(t.map(t.any())), ['object'])
    assert.deepEqual(kinds(t.anyOf([t.string(), t.tuple([])])), ['array', 'string'])
    assert.deepEqual(kinds(type('Named', t.integer()).nullable()), ['null', 'number'])
  })
})
