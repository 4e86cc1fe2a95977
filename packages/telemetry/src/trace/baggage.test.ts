import assert from 'node:assert/strict'
import { test } from 'node:test'
import { baggageEntries, parseBaggage } from './baggage.ts'

test('entries are decoded, properties are not part of them', () => {
  const baggage = parseBaggage('tenant=caf%C3%A9;secret;ttl=5 , plan = gold')
  assert.equal(baggage, 'tenant=caf%C3%A9;secret;ttl=5,plan = gold')
  assert.deepEqual(
    [...baggageEntries(baggage)],
    [
      ['tenant', 'café'],
      ['plan', 'gold'],
    ],
  )
})

test('members that are not well formed are left out', () => {
  assert.equal(parseBaggage('good=1,no value,bad name=2,b="x",=3'), 'good=1')
  assert.equal(parseBaggage('nothing'), undefined)
})

test('it is bounded in bytes and in entries', () => {
  assert.equal(parseBaggage(`a=${'1'.repeat(9000)}`), undefined)
  const many = Array.from({ length: 100 }, (_, at) => `k${at}=1`).join(',')
  assert.equal(parseBaggage(many)?.split(',').length, 64)
})

test('a value that cannot be decoded stays as it is', () => {
  assert.equal(baggageEntries('a=%zz').get('a'), '%zz')
})
