import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runClosedLoop } from './closed-loop.ts'
import { createTestLoad } from './load-fixture.ts'

test('a connection sends its next request on the answer to the last', async () => {
  const load = createTestLoad(2)
  const samples = runClosedLoop({ ...load, total: 3 })
  assert.deepEqual(load.sent, ['a', 'b'])
  load.moveTo(10)
  load.answer()
  assert.deepEqual(load.sent, ['a', 'b', 'a'])
  load.moveTo(15)
  load.answer()
  assert.equal(load.sent.length, 3, 'not more than the total')
  load.moveTo(30)
  load.answer()
  const { latencies, elapsed } = await samples
  assert.deepEqual([...latencies], [10, 15, 20])
  assert.equal(elapsed, 30)
})

test('fewer requests than connections leave connections idle', async () => {
  const load = createTestLoad(8)
  const samples = runClosedLoop({ ...load, total: 1 })
  load.moveTo(2)
  load.answer()
  assert.deepEqual([...(await samples).latencies], [2])
  assert.deepEqual(load.sent, ['a'])
})
