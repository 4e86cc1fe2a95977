import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findDoubts } from './doubt.ts'
import { toTestRun } from './run-fixture.ts'
import type { Run } from './run.ts'
import { summarise } from './summary.ts'

const cores = { server: 1, generator: 0 }

test('nothing is in doubt when the server was busy, undisturbed and steady', () => {
  assert.deepEqual(doubtsOf({ cpu: 15 }), [])
})

test('processes that share cores are in doubt', () => {
  assert.match(findDoubts([], {}, { cores: undefined }).join(), /no core each/)
})

test('an idle server is in doubt, and so is the generator if it was the limit', () => {
  assert.match(doubtsOf({ serverBusy: 0.6 }).join(), /busy for 60 % of the time; it waited/)
  assert.match(doubtsOf({ serverBusy: 0.6, generatorBusy: 0.99 }).join(), /generator was the limit/)
})

test('a server that others kept from running is in doubt', () => {
  assert.match(doubtsOf({ serverWaited: 0.2 }).join(), /for up to 20 % of the time/)
})

test('at a constant rate, a rate not reached and a late generator are in doubt', () => {
  const rate = 2000
  assert.match(doubtsOf({ throughput: 1000 }, { rate }).join(), /1000 .* second, not 2000/)
  assert.match(doubtsOf({ throughput: 2000, lagP99: 3 }, { rate }).join(), /late \(p99 3.00 ms\)/)
  assert.deepEqual(doubtsOf({ throughput: 2000, lagP99: 0.1, serverBusy: 0.3 }, { rate }), [])
})

test('a baseline that differs from itself is in doubt', () => {
  assert.match(doubtsOf({ peer: 'node-http-control', cpu: 11 }).join(), /from itself, by 10 %/)
  assert.deepEqual(doubtsOf({ peer: 'node-http-control', cpu: 10.2 }), [])
})

test('a ratio that varies is in doubt, as is one of fewer than three rounds', () => {
  const runs = [10, 12, 14].flatMap((cpu, index) => [
    toTestRun({ round: index + 1 }),
    toTestRun({ round: index + 1, peer: 'other', cpu }),
  ])
  assert.match(findDoubts(summarise(runs), {}, { cores }).join(), /varied by 33 %/)
  assert.match(findDoubts(summarise(runs.slice(0, 2)), {}, { cores }).join(), /fewer than three/)
})

/** Three rounds of the baseline as it should be, and of a peer with the given figures. */
function doubtsOf(changes: Partial<Run>, options: { rate?: number } = {}): string[] {
  const runs = [1, 2, 3].flatMap((round) => [
    toTestRun({ round, throughput: options.rate ?? 1000 }),
    toTestRun({ round, peer: 'other', ...changes }),
  ])
  return findDoubts(summarise(runs), options, { cores })
}
