import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { matchPattern } from './example-pattern.ts'
import { SeededRandom, chooseMask } from './seeded-random.ts'

describe('a text is made that matches', () => {
  const patterns = [
    '^[A-Z]{3}$',
    '^\\d{4}-\\d{2}$',
    '^(?:red|green|blue)$',
    '^tok_[A-Za-z0-9]{24}$',
    '^[^\\s@]+@[^\\s@]+\\.[a-z]{2,}$',
    '^(?<year>\\d{4})(?:-(?<month>\\d\\d))?$',
    '^\\p{Lu}\\p{Ll}+$',
    '^\\u{1F600}\\x41\\u0042$',
    '^[\\w.+-]{1,5}$',
    '^[a-c\\d\\]-]{6}$',
    '^a*b+?c??$',
    'anywhere',
    '^$',
    '^\\/\\*.\\*\\/$',
    '^[\\u{10FFFF}]$',
  ]
  for (const pattern of patterns) {
    test(pattern, () => {
      for (let seed = 0; seed < 50; seed++) {
        const text = matchPattern(pattern, new SeededRandom(`${seed}`), seed % 8)
        assert.match(text ?? '(none)', new RegExp(pattern, 'u'))
      }
    })
  }
})

test('the same name gives the same text, another name another', () => {
  const write = (name: string) => matchPattern('^[a-z]{16}$', new SeededRandom(name), 0)
  assert.equal(write('Order.code'), write('Order.code'))
  assert.notEqual(write('Order.code'), write('Order.name'))
})

test('look-arounds are stepped over', () => {
  assert.equal(matchPattern('^(?!x)(?<=)a(?=b)b\\b$', chooseMask, 0), 'ab')
})

test('a mask is made of x and 0', () => {
  assert.equal(matchPattern('^tok_[A-Za-z0-9]{6}$', chooseMask, 0), 'tok_xxxxxx')
  assert.equal(matchPattern('^\\d{4}$', chooseMask, 0), '0000')
})

test('what is not understood, or would never end, is given up', () => {
  const giveUp = (pattern: string) => matchPattern(pattern, new SeededRandom('any'), 0)
  assert.equal(giveUp('^(a)\\1$'), undefined)
  assert.equal(giveUp('^(?:a{1000}){1000}$'), undefined)
})
