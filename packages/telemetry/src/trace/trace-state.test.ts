import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TraceStateText, parseTraceState } from './trace-state.ts'

test('members are kept in order, blanks around them are not', () => {
  assert.equal(parseTraceState('b=2 , a@vendor=1,,'), 'b=2,a@vendor=1')
})

const invalid = {
  'a name in upper case': 'A=1',
  'a member without a value': 'a',
  'the same name twice': 'a=1,a=2',
  'an equals sign in a value': 'a=1=2',
  'more than 32 members': Array.from({ length: 33 }, (_, at) => `m${at}=1`).join(','),
  'no member at all': ' ,',
}

for (const [what, header] of Object.entries(invalid)) {
  test(`${what} drops all of it`, () => assert.equal(parseTraceState(header), undefined))
}

test('a member that is set goes first', () => {
  const state = new TraceStateText('a=1,b=2').set('b', '3')
  assert.equal(state.serialize(), 'b=3,a=1')
  assert.equal(state.get('a'), '1')
  assert.equal(state.unset('b').serialize(), 'a=1')
})
