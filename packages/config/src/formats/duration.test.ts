import assert from 'node:assert/strict'
import { test } from 'node:test'
import { durationFormat, formatDuration, parseDuration } from './duration.ts'

test('a duration is whole numbers with units, the longest first', () => {
  const table: [string, number][] = [
    ['250ms', 250],
    ['15s', 15_000],
    ['1m30s', 90_000],
    ['1h', 3_600_000],
    ['168h', 604_800_000],
    ['30d', 2_592_000_000],
    ['1d2h3m4s5ms', 93_784_005],
    ['0', 0],
    ['0s', 0],
  ]
  for (const [text, milliseconds] of table) assert.equal(parseDuration(text), milliseconds, text)
})

test('what could be read in two ways is none', () => {
  const wrong = ['', '15', '15 s', '1.5h', '30s1m', '1s1s', 's', '-1s', '1S', '5min', '1w', 'PT15S']
  for (const text of [...wrong, '999999999999999d']) {
    assert.equal(parseDuration(text), undefined, text)
  }
})

test('a duration is written as it is read', () => {
  for (const text of ['250ms', '15s', '1m30s', '168h', '26h3m4s5ms', '0s']) {
    assert.equal(formatDuration(parseDuration(text) ?? -1), text)
  }
})

test('bounds are part of the form', () => {
  const format = durationFormat({ minimum: '1s', maximum: '1m' })
  assert.deepEqual(
    ['1s', '1m', '999ms', '61s'].map((text) => format.parse(text)),
    [1000, 60_000, undefined, undefined],
  )
  assert.equal(format.expected, 'a duration with a unit (ms, s, m, h, d) from 1s to 1m')
  assert.throws(() => durationFormat({ minimum: '1' }), /"1" is no duration/)
})
