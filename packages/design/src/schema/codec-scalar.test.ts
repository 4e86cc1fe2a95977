import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Schema } from './schema.ts'
import { t } from './t.ts'
import { messagesOf, run } from './test-codec.ts'

/** What each type takes as it is, and what it refuses by which rule. */
const cases: Record<string, { type: Schema; good: unknown[]; bad: Record<string, unknown[]> }> = {
  string: {
    type: t.string(),
    good: ['', 'a', ' ', '👍', 'žluťoučký', '\u0001', '\uFEFF', 'constructor', '__proto__'],
    bad: {
      type: [null, 0, true, [], {}, ['a'], new String('a')],
      unicode: ['\u0000', 'a\u0000b', '\uD83D', 'a\uDC4Db', '\uDC4D\uD83D'],
    },
  },
  'string of a length': {
    type: t.string({ minLength: 2, maxLength: 3 }),
    good: ['ab', 'abc', '👍👍', '👍👍👍', 'a👍b'],
    bad: { minLength: ['', 'a', '👍'], maxLength: ['abcd', '👍👍👍👍', 'aaa👍', 'abcdefg'] },
  },
  'string of no length': {
    type: t.string({ maxLength: 0 }),
    good: [''],
    bad: { maxLength: ['a', '👍'] },
  },
  'string by pattern': {
    type: t.string({ pattern: /^[a-z]+\d$/ }),
    good: ['a1', 'abc9'],
    bad: { pattern: ['', 'a', '1', 'A1', 'a1 ', '\na1'] },
  },
  'string by a pattern that is not anchored': {
    type: t.string({ pattern: 'b' }),
    good: ['b', 'abc'],
    bad: { pattern: ['', 'ac', 'B'] },
  },
  'string by a pattern of code points': {
    type: t.string({ pattern: '^.$' }),
    good: ['a', '👍'],
    bad: { pattern: ['', 'ab', '👍👍'] },
  },
  integer: {
    type: t.integer(),
    good: [0, -0, 1, -1, 5.0, 2 ** 53 - 1, -(2 ** 53) + 1],
    bad: { type: [0.5, 2 ** 53, -(2 ** 53), NaN, Infinity, '1', null, true, 1n, [1], {}] },
  },
  int32: {
    type: t.int32(),
    good: [0, 2 ** 31 - 1, -(2 ** 31)],
    bad: { maximum: [2 ** 31], minimum: [-(2 ** 31) - 1], type: [0.5, '0'] },
  },
  uint32: {
    type: t.uint32(),
    good: [0, 2 ** 32 - 1],
    bad: { maximum: [2 ** 32], minimum: [-1], type: [0.5] },
  },
  int64: { type: t.int64(), good: [2 ** 53 - 1], bad: { type: [2 ** 53, 2 ** 63] } },
  uint64: { type: t.uint64(), good: [0, 2 ** 53 - 1], bad: { type: [2 ** 53], minimum: [-1] } },
  'width and a stricter bound': {
    type: t.uint32({ minimum: -5, maximum: 10 }),
    good: [0, 10],
    bad: { minimum: [-1], maximum: [11] },
  },
  number: {
    type: t.number(),
    good: [0, -1.5, 1e300, 5e-324, 2 ** 60],
    bad: { type: [NaN, Infinity, -Infinity, '1', '', null, false, [], {}] },
  },
  'number in bounds': {
    type: t.number({ minimum: -1, maximum: 1 }),
    good: [-1, 0, 1],
    bad: { minimum: [-1.0001], maximum: [1.0001] },
  },
  'number in exclusive bounds': {
    type: t.number({ exclusiveMinimum: 0, exclusiveMaximum: 1 }),
    good: [0.1, 0.999],
    bad: { exclusiveMinimum: [0, -0, -1], exclusiveMaximum: [1, 2] },
  },
  'multiple of a fraction': {
    type: t.number({ multipleOf: 0.01 }),
    good: [0, 0.01, 0.07, 1.1, 4.35, 1e6, -0.3],
    bad: { multipleOf: [0.001, 1.005, 0.015] },
  },
  'multiple of an integer': {
    type: t.integer({ multipleOf: 5 }),
    good: [0, -5, 10],
    bad: { multipleOf: [1, 9] },
  },
  boolean: { type: t.boolean(), good: [true, false], bad: { type: [0, 1, 'true', null, '', []] } },
  null: { type: t.null(), good: [null], bad: { type: [0, false, '', 'null', {}, []] } },
  any: { type: t.any(), good: [null, 0, '', '\u0000', [], {}, { a: [1] }], bad: {} },
  enum: {
    type: t.enum(['a', 'b']),
    good: ['a', 'b'],
    bad: { enum: ['', 'c', 'A', 0, null, ['a'], 'constructor'] },
  },
  'enum of kinds': {
    type: t.enum(['1', 1, true, null]),
    good: ['1', 1, true, null],
    bad: { enum: [false, 0, 'true', 'null', '2'] },
  },
  literal: { type: t.literal('a'), good: ['a'], bad: { const: ['b', '', null, 0] } },
  'literal number': { type: t.literal(0), good: [0, -0], bad: { const: ['0', null, false, ''] } },
  'literal null': { type: t.literal(null), good: [null], bad: { const: [0, '', false] } },
  'nullable string': {
    type: t.string({ minLength: 1 }).nullable(),
    good: [null, 'a'],
    bad: { minLength: [''], type: [0, {}, []] },
  },
  'nullable integer': { type: t.integer().nullable(), good: [null, 0], bad: { type: ['', 0.5] } },
  'nullable boolean': { type: t.boolean().nullable(), good: [null, true], bad: { type: [0] } },
  'nullable null': { type: t.null().nullable(), good: [null], bad: { type: [0] } },
  'nullable any': { type: t.any().nullable(), good: [null, 0, {}], bad: {} },
  'nullable enum': { type: t.enum(['a']).nullable(), good: ['a', null], bad: { enum: ['', 0] } },
  'nullable literal': { type: t.literal(1).nullable(), good: [1, null], bad: { enum: [0, '1'] } },
  'twice nullable': {
    type: t.string().nullable().nullable(),
    good: ['a', null],
    bad: { type: [0] },
  },
}

for (const [name, { type, good, bad }] of Object.entries(cases)) {
  describe(`a ${name}`, () => {
    test('is read and written as it is', () => {
      for (const value of good) {
        assert.deepEqual(run(type, value), { value }, JSON.stringify(value))
        assert.deepEqual(run(type, value, { direction: 'encode' }), { value })
      }
    })

    for (const [rule, values] of Object.entries(bad)) {
      test(`breaks the rule ${rule}`, () => {
        for (const value of values) {
          assert.deepEqual(run(type, value), { issues: [rule] }, String(value))
          assert.deepEqual(run(type, value, { direction: 'encode' }), { issues: [rule] })
        }
      })
    }
  })
}

test('a value breaks several rules at once', () => {
  const type = t.string({ minLength: 5, pattern: '^a' })
  assert.deepEqual(run(type, 'b'), { issues: ['minLength', 'pattern'] })
  assert.deepEqual(run(t.integer({ minimum: 5, multipleOf: 2 }), 3), {
    issues: ['minimum', 'multipleOf'],
  })
})

test('a message tells what was expected, with numbers and plurals', () => {
  const told = (type: Schema, value: unknown) => messagesOf(type, value).join('; ')
  assert.equal(told(t.string({ minLength: 1 }), ''), 'must be at least 1 character long')
  assert.equal(told(t.string({ maxLength: 2 }), 'abc'), 'must be at most 2 characters long')
  assert.equal(told(t.string({ pattern: /^a/ }), 'b'), 'must match ^a')
  assert.equal(told(t.integer(), 0.5), 'must be an integer')
  assert.equal(told(t.number({ minimum: 0.5 }), 0), 'must be at least 0.5')
  assert.equal(told(t.number({ maximum: 1 }), 2), 'must be at most 1')
  assert.equal(told(t.number({ exclusiveMinimum: 1 }), 1), 'must be greater than 1')
  assert.equal(told(t.number({ exclusiveMaximum: 1 }), 1), 'must be less than 1')
  assert.equal(told(t.number({ multipleOf: 3 }), 1), 'must be a multiple of 3')
  assert.equal(told(t.enum(['a', 1, null]), 'b'), 'must be one of "a", 1, null')
  assert.equal(told(t.literal('a'), 'b'), 'must be "a"')
  assert.equal(told(t.boolean(), 0), 'must be true or false')
  assert.equal(told(t.null(), 0), 'must be null')
  assert.equal(told(t.string(), '\u0000'), 'must be well-formed Unicode without U+0000')
})
