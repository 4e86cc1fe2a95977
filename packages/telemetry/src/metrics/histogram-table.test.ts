import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HistogramTable, countOf } from './histogram-table.ts'
import { toLabelSet } from './label-set.ts'

const noTime = () => 0

test('a value on an edge is in the bucket below it', () => {
  const table = new HistogramTable([1, 2], noTime)
  const row = table.addRow(toLabelSet({}))
  for (const value of [0, 1, 1.5, 2, 2.0001, 99]) table.observe(row, value)
  // Buckets up to 1, up to 2, above; the sum.
  assert.deepEqual([...table.copy().values], [2, 2, 2, 105.5001])
})

test('rows keep their numbers when the table grows', () => {
  const table = new HistogramTable([1], noTime)
  const rows = Array.from({ length: 100 }, (_, i) => {
    const row = table.addRow(toLabelSet({ i: String(i) }))
    for (let n = 0; n < i; n++) table.observe(row, 0.5)
    return row
  })
  const copy = table.copy()
  assert.deepEqual(
    rows.map((row) => countOf(copy, row)),
    rows.map((_, i) => i),
  )
})

test('a copy does not change with the table', () => {
  const table = new HistogramTable([1], noTime)
  const row = table.addRow(toLabelSet({}))
  const copy = table.copy()
  table.observe(row, 0.5)
  table.addEdges([0.2])
  assert.equal(countOf(copy, row), 0)
  assert.deepEqual([...Array.from(copy.edges)], [1])
})

test('a further edge takes nothing away, and no series goes down', () => {
  const table = new HistogramTable([0.1, 0.5], noTime)
  const row = table.addRow(toLabelSet({}))
  for (const value of [0.05, 0.2, 0.4, 3]) table.observe(row, value)
  table.addEdges([0.3, 0.5])
  // What was between 0.1 and 0.5 is above 0.3 from now on: where it was is not known any more.
  assert.deepEqual([...table.copy().values].slice(0, 4), [1, 0, 2, 1])
  table.observe(row, 0.2)
  const after = table.copy()
  assert.deepEqual([...after.values].slice(0, 4), [1, 1, 2, 1])
  assert.deepEqual([...Array.from(after.edges)], [0.1, 0.3, 0.5])
  assert.equal(countOf(after, row), 5)
})
