import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rotate, splitWork } from './round.ts'

test('turns add up to the whole and differ by one at most', () => {
  assert.deepEqual(splitWork(10, 5), [2, 2, 2, 2, 2])
  const turns = splitWork(180_001, 40)
  assert.equal(turns.length, 40)
  assert.equal(
    turns.reduce((sum, turn) => sum + turn, 0),
    180_001,
  )
  assert.deepEqual(
    [...new Set(turns)].sort((a, b) => a - b),
    [4500, 4501],
  )
})

test('there are no more turns than requests', () => {
  assert.deepEqual(splitWork(3, 40), [1, 1, 1])
  assert.deepEqual(splitWork(0, 40), [])
})

test('each round has another peer go first', () => {
  const peers = ['a', 'b', 'c']
  const first = [0, 1, 2, 3].map((places) => rotate(peers, places).join(''))
  assert.deepEqual(first, ['abc', 'bca', 'cab', 'abc'])
})
