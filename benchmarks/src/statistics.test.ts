import assert from 'node:assert/strict'
import { test } from 'node:test'
import { median, pairedRatios, percentile, toSpread } from './statistics.ts'

test('the median of an odd count is the middle value, whatever the order', () => {
  assert.equal(median([10, 2, 9]), 9)
  assert.equal(median([7]), 7)
})

test('the median of an even count is the mean of the two in the middle', () => {
  assert.equal(median([4, 1, 3, 10]), 3.5)
})

test('there is no median and no percentile of nothing', () => {
  assert.throws(() => median([]), RangeError)
  assert.throws(() => percentile([], 0.5), RangeError)
})

test('a percentile is a sample, by nearest rank', () => {
  const samples = Float64Array.from({ length: 100 }, (_, index) => index + 1)
  assert.equal(percentile(samples, 0.5), 50)
  assert.equal(percentile(samples, 0.99), 99)
  assert.equal(percentile(samples, 0.999), 100)
  assert.equal(percentile(samples, 1), 100)
  assert.equal(percentile(samples, 0), 1)
  assert.equal(percentile([3], 0.99), 3)
})

test('ratios are taken round by round, so a slow round changes none of them', () => {
  assert.deepEqual(pairedRatios([15, 30, 15], [10, 20, 10]), [1.5, 1.5, 1.5])
  assert.throws(() => pairedRatios([1, 2], [1]), RangeError)
})

test('a spread is the median with both ends', () => {
  assert.deepEqual(toSpread([3, 1, 2]), { median: 2, min: 1, max: 3 })
})
