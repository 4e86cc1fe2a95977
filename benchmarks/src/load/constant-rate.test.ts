import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runConstantRate } from './constant-rate.ts'
import { createTestLoad } from './load-fixture.ts'

test('requests go out when they are due, answered or not', () => {
  const { load, tickAt, run } = create({ connections: 3, total: 3 })
  void run()
  assert.equal(load.sent.length, 1)
  tickAt(9)
  assert.equal(load.sent.length, 1)
  tickAt(10)
  assert.equal(load.sent.length, 2)
  tickAt(20)
  assert.equal(load.sent.length, 3)
})

test('a stall counts for every request that was due during it', async () => {
  const { load, tickAt, run } = create({ connections: 1, total: 4 })
  const samples = run()
  for (const time of [10, 20, 30]) tickAt(time)
  assert.equal(load.sent.length, 1, 'the only connection waits for its answer')

  load.moveTo(100)
  for (let answers = 0; answers < 4; answers += 1) load.answer()
  const { latencies, lags } = await samples
  assert.deepEqual([...latencies], [100, 90, 80, 70])
  assert.deepEqual([...(lags ?? [])], [0, 0, 0, 0], 'the server was late, not the generator')
})

test('a late generator sends all that is due, and says how late it was', async () => {
  const { load, tickAt, run } = create({ connections: 4, total: 3 })
  const samples = run()
  tickAt(25)
  assert.equal(load.sent.length, 3)
  for (let answers = 0; answers < 3; answers += 1) load.answer()
  assert.deepEqual([...((await samples).lags ?? [])], [0, 15, 5])
})

/** A load of one request each 10 ms, with a loop that turns when the test says so. */
function create({ connections, total }: { connections: number; total: number }) {
  const load = createTestLoad(connections)
  let turn = () => {}
  const defer = (tick: () => void) => {
    turn = tick
  }
  return {
    load,
    run: () => runConstantRate({ ...load, total, rate: 100, defer }),
    tickAt(milliseconds: number) {
      load.moveTo(milliseconds)
      turn()
    },
  }
}
