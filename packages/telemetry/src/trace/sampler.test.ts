import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomTraceId } from './random-ids.ts'
import { Sampler } from './sampler.ts'

const ids = Array.from({ length: 10_000 }, () => randomTraceId())

for (const ratio of [0.01, 0.1, 0.5]) {
  test(`a ratio of ${ratio} keeps that share of 10,000 traces`, () => {
    const sampler = new Sampler('parentbased_traceidratio', ratio)
    const kept = ids.filter((id) => sampler.keeps(id)).length
    // Six standard deviations: one run in 500 million fails by chance.
    const bound = 6 * Math.sqrt(10_000 * ratio * (1 - ratio))
    assert.ok(Math.abs(kept - 10_000 * ratio) < bound, `${kept}`)
  })
}

test('the same id is decided the same by each service, and a smaller share is a part of a larger', () => {
  const some = new Sampler('traceidratio', 0.1)
  const same = new Sampler('parentbased_traceidratio', 0.1)
  const more = new Sampler('traceidratio', 0.3)
  for (const id of ids) {
    assert.equal(some.keeps(id), same.keeps(id))
    if (some.keeps(id)) assert.ok(more.keeps(id))
  }
})

test('the last 56 bits are held against the threshold', () => {
  const sampler = new Sampler('traceidratio', 0.25)
  assert.equal(sampler.keeps(`${'f'.repeat(18)}bfffffffffffff`), false)
  assert.equal(sampler.keeps(`${'0'.repeat(18)}c0000000000000`), true)
  assert.equal(sampler.rootState, 'ot=th:c')
})

test('0 and 1 keep nothing and all', () => {
  const edges = [`${'0'.repeat(31)}1`, 'f'.repeat(32)]
  for (const id of edges) {
    assert.equal(new Sampler('traceidratio', 0).keeps(id), false)
    assert.equal(new Sampler('traceidratio', 1).keeps(id), true)
    assert.equal(new Sampler('always_off', 1).keeps(id), false)
    assert.equal(new Sampler('parentbased_always_on', 0).keeps(id), true)
  }
})

test('the randomness and the threshold of a caller are read and rewritten', () => {
  const sampler = new Sampler('traceidratio', 0.5)
  const id = 'f'.repeat(32)
  assert.equal(sampler.keeps(id, 'ot=th:0;rv:10000000000000'), false)
  assert.equal(
    sampler.restate('a=1,ot=th:0;rv:90000000000000', true),
    'ot=th:8;rv:90000000000000,a=1',
  )
  assert.equal(sampler.restate('a=1', false), 'a=1')
})

test('a ratio outside of 0 to 1 is refused', () => {
  assert.throws(() => new Sampler('traceidratio', 1.5), /1.5 is no share.*from 0 to 1/)
  assert.throws(() => new Sampler('traceidratio', Number.NaN), { code: 'RATIO_INVALID' })
})
