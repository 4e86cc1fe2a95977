import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CappedRows } from './capped-rows.ts'
import { ScalarTable } from './scalar-table.ts'

test('label values that would run together are told apart', () => {
  const table = new ScalarTable()
  const rows = new CappedRows(['a', 'b'], table)
  const found = [
    rows.row({ a: 'x|', b: 'y' }),
    rows.row({ a: 'x', b: '|y' }),
    rows.row({ a: '1:x', b: '' }),
    rows.row({ a: '', b: '1:x' }),
    rows.row({ a: 'x|', b: 'y' }),
  ]
  assert.deepEqual(found, [0, 1, 2, 3, 0])
})

test('the order in which labels are given makes no series', () => {
  const table = new ScalarTable()
  const rows = new CappedRows(['a', 'b'], table)
  assert.equal(rows.row({ a: 1, b: true }), rows.row({ b: 'true', a: '1' }))
})

test('above the limit there is one more series, and each use of it is told', () => {
  const table = new ScalarTable()
  let overflows = 0
  const onOverflow = () => overflows++
  const rows = new CappedRows(['user', 'plan'], table, { limit: 3, onOverflow })
  for (let user = 0; user < 10; user++) rows.row({ user, plan: 'free' })
  rows.row({ user: 0, plan: 'free' })
  assert.equal(overflows, 7)
  assert.deepEqual(
    table.labelSets.map(({ text }) => text),
    [
      'user="0",plan="free"',
      'user="1",plan="free"',
      'user="2",plan="free"',
      'user="_overflow",plan="_overflow"',
    ],
  )
})
