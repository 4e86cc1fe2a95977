import assert from 'node:assert/strict'
import { test } from 'node:test'
import { didYouMean } from './did-you-mean.ts'

test('the nearest name is meant, if one is near', () => {
  const known = ['DB_HOST', 'DB_PORT', 'DB_USER', 'SERVER_PORT']
  const table: [string, string | undefined][] = [
    ['DB_HOTS', 'DB_HOST'],
    ['DB_PROT', 'DB_PORT'],
    ['db_usr', 'DB_USER'],
    ['SEVER_PORT', 'SERVER_PORT'],
    ['PATH', undefined],
    ['x'.repeat(5000), undefined],
    ['', undefined],
  ]
  for (const [word, meant] of table) assert.equal(didYouMean(word, known), meant, word)
})

test('a limit on the distance holds', () => {
  assert.equal(didYouMean('DB_HXXT', ['DB_HOST'], 1), undefined)
  assert.equal(didYouMean('DB_HXST', ['DB_HOST'], 1), 'DB_HOST')
})
