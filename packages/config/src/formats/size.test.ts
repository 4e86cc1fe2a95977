import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatSize, parseSize, sizeFormat } from './size.ts'

test('a size is a whole number and a unit of 1000 or 1024', () => {
  const table: [string, number][] = [
    ['10B', 10],
    ['512KB', 512_000],
    ['512kB', 512_000],
    ['1MB', 1_000_000],
    ['2GB', 2_000_000_000],
    ['16KiB', 16_384],
    ['1MiB', 1_048_576],
    ['1GiB', 1_073_741_824],
    ['0', 0],
  ]
  for (const [text, bytes] of table) assert.equal(parseSize(text), bytes, text)
})

test('anything else is none', () => {
  for (const text of [
    '',
    '10',
    '1Mi',
    '1mb',
    '1.5MiB',
    '1 MiB',
    '-1B',
    'MiB',
    '999999999999999GiB',
  ]) {
    assert.equal(parseSize(text), undefined, text)
  }
})

test('a size is written in its largest whole unit', () => {
  const table = [0, 10, 512_000, 1_048_576, 16_384, 1_500_000].map(formatSize)
  assert.deepEqual(table, ['0B', '10B', '500KiB', '1MiB', '16KiB', '1500KB'])
})

test('bounds are part of the form', () => {
  const format = sizeFormat({ minimum: '1KiB', maximum: '1MiB' })
  assert.deepEqual(
    ['1KiB', '1B', '2MiB'].map((text) => format.parse(text)),
    [1024, undefined, undefined],
  )
  assert.match(format.expected, / from 1KiB to 1MiB$/)
})
