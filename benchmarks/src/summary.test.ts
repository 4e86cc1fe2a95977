import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toTestRun as toRun } from './run-fixture.ts'
import { summarise } from './summary.ts'

test('figures are medians, and ratios are of the same round', () => {
  const runs = [
    toRun({ peer: 'node-http', round: 1, cpu: 10, throughput: 1000 }),
    toRun({ peer: 'other', round: 1, cpu: 15, throughput: 500 }),
    toRun({ peer: 'node-http', round: 2, cpu: 20, throughput: 400 }),
    toRun({ peer: 'other', round: 2, cpu: 32, throughput: 300 }),
    toRun({ peer: 'node-http', round: 3, cpu: 12, throughput: 800 }),
    toRun({ peer: 'other', round: 3, cpu: 18, throughput: 400 }),
  ]
  const [baseline, other] = summarise(runs)
  assert.deepEqual(baseline?.cpuRatio, { median: 1, min: 1, max: 1 })
  assert.equal(other?.peer, 'other')
  assert.equal(other.rounds, 3)
  assert.equal(other.medians.throughput, 400)
  assert.deepEqual(other.cpu, { median: 18, min: 15, max: 32 })
  assert.deepEqual(other.cpuRatio, { median: 1.5, min: 1.5, max: 1.6 })
  assert.deepEqual(other.throughputRatio, { median: 0.5, min: 0.5, max: 0.75 })
})

test('scenarios are kept apart', () => {
  const summaries = summarise([
    toRun({ peer: 'node-http', scenario: 'get-user', cpu: 10 }),
    toRun({ peer: 'node-http', scenario: 'create-user', cpu: 20 }),
  ])
  assert.deepEqual(
    summaries.map(({ scenario, cpu }) => [scenario, cpu.median]),
    [
      ['get-user', 10],
      ['create-user', 20],
    ],
  )
})

test('the lag of the generator is there at a constant rate only', () => {
  assert.equal('lagP99' in (summarise([toRun({})])[0]?.medians ?? {}), false)
  assert.equal(summarise([toRun({ lagP99: 0.1 })])[0]?.medians.lagP99, 0.1)
})
