import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseCores, parseCoreList, pinCommand } from './cores.ts'

test('a core list has ranges and single cores', () => {
  assert.deepEqual(parseCoreList(' 0-2,5\n'), [0, 1, 2, 5])
  assert.deepEqual(parseCoreList('3'), [3])
  assert.deepEqual(parseCoreList(''), [])
})

test('server and generator never share a core', () => {
  const cores = chooseCores()
  if (cores !== undefined) assert.notEqual(cores.server, cores.generator)
})

test('a command is pinned only when there is a core for it', () => {
  assert.deepEqual(pinCommand(['node', 'a.ts'], 1), ['taskset', '-c', '1', 'node', 'a.ts'])
  assert.deepEqual(pinCommand(['node', 'a.ts'], undefined), ['node', 'a.ts'])
})
