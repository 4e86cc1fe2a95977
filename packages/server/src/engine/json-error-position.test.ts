import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findJsonError } from './json-error-position.ts'

const valid = [
  '{}',
  '[]',
  ' {"a" : [ 1 , -2.5e+3 , "x\\"\\u00e4" , null , true , false , {} , [ ] ] } ',
  '"a"',
  '0',
  '[[[]]]',
]

test('every text that is cut short is told where it ends, or where it went wrong', () => {
  for (const text of valid) {
    for (let length = 0; length < text.length; length++) {
      const part = text.slice(0, length)
      if (isJson(part)) continue
      const position = findJsonError(part)
      assert.ok(position >= 0 && position <= part.length, JSON.stringify([part, position]))
    }
  }
})

test('what comes before the place could be the beginning of JSON, what comes after it could not', () => {
  const alphabet = '{}[],:"\\ut1-.e0 n'
  let seed = 7
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed % below
  }
  let refused = 0
  for (let turn = 0; turn < 20_000; turn++) {
    const text = Array.from(
      { length: 1 + random(12) },
      () => alphabet[random(alphabet.length)],
    ).join('')
    if (isJson(text)) continue
    refused++
    const position = findJsonError(text)
    assert.ok(position >= 0 && position <= text.length, text)
    assert.ok(!isJson(text.slice(0, position) + text.slice(position)), text)
  }
  assert.ok(refused > 10_000)
})

test('a text of a megabyte is read in one pass', () => {
  assert.equal(findJsonError(`"${'x'.repeat(1_000_000)}`), 1_000_001)
  assert.equal(findJsonError('['.repeat(1_000_000)), 1_000_000)
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
