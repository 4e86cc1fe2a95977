import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { formats } from './formats.ts'
import type { JsonSchema } from './json-schema.ts'
import { type } from './named-type.ts'
import { type AnyType, Schema } from './schema.ts'
import { t } from './t.ts'
import { run } from './test-codec.ts'
import { createRandom, mutate, sample } from './test-values.ts'

interface Tree {
  readonly label: string
  readonly children: readonly Tree[]
}
const Tree: Schema<Tree> = type('Tree', {
  label: t.string({ minLength: 1 }),
  children: t.array(
    t.lazy(() => Tree),
    { maxItems: 2 },
  ),
})
const Money = type('Money', { amount: t.number(), currency: t.string({ pattern: '^[A-Z]{3}$' }) })
const Card = t.object({ kind: t.literal('card'), number: t.string({ maxLength: 4 }) })
const Cash = type('Cash', { kind: t.enum(['coins', 'notes']), amount: Money })

/** Every type and keyword, and how they nest. */
const types: Record<string, Schema> = {
  string: t.string(),
  length: t.string({ minLength: 2, maxLength: 4 }),
  pattern: t.string({ pattern: '^[a-z👍]+$' }),
  integer: t.integer(),
  bounds: t.integer({ minimum: -3, exclusiveMaximum: 5 }),
  int32: t.int32(),
  uint32: t.uint32({ multipleOf: 3 }),
  uint64: t.uint64(),
  number: t.number(),
  range: t.number({ exclusiveMinimum: 0, maximum: 1 }),
  cents: t.number({ multipleOf: 0.01 }),
  boolean: t.boolean(),
  null: t.null(),
  any: t.any(),
  enum: t.enum(['a', 1, null]),
  literal: t.literal('a'),
  nullable: t.string().nullable(),
  nullableEnum: t.enum(['a', 'b']).nullable(),
  array: t.array(t.integer(), { minItems: 1, maxItems: 3 }),
  unique: t.array(t.anyOf([t.integer(), t.string(), t.object({ a: t.any() })]), {
    uniqueItems: true,
  }),
  tuple: t.tuple([t.string(), t.integer().nullable()]),
  map: t.map(t.integer(), { keys: t.string({ pattern: '^[a-z]' }), maxProperties: 2 }),
  object: t.object({ a: t.string(), b: t.integer().optional(), constructor: t.any().optional() }),
  open: t.object({ a: t.string() }, { unknownFields: 'keep' }),
  defaults: t.object({ a: t.string().default('x'), b: t.array(t.integer()).default([]) }),
  partial: Money.partial(),
  named: Money.nullable(),
  union: t.union('kind', [Card, Cash]),
  anyOf: t.anyOf([t.integer(), t.string({ minLength: 1 }), Money, t.null()]),
  recursive: Tree,
  deep: t.object({
    orders: t.array(
      t.object({ id: t.uuid(), payment: t.union('kind', [Card, Cash]).nullable(), tree: Tree }),
    ),
    labels: t.map(t.array(t.enum(['x', 'y']))).optional(),
  }),
  ...Object.fromEntries(Object.keys(formats).map((name) => [name, formatted(name)])),
}

function formatted(format: string): Schema {
  return new Schema({ type: 'string', format })
}

const rounds = 400

describe('our decoder and Ajv accept the same values', () => {
  for (const [name, schema] of Object.entries(types)) {
    test(name, () => {
      const check = compileAjv(schema)
      const random = createRandom(name)
      const seen = { accepted: 0, refused: 0 }
      for (let round = 0; round < rounds; round++) {
        const valid = sample(schema.json, random)
        const value: unknown = round % 4 === 0 ? valid : mutate(valid, random)
        const [ours, theirs] = ['value' in run(schema, value), check(value)]
        seen[ours ? 'accepted' : 'refused']++
        if (ours !== theirs) assert.ok(!ours && holdsMore(value), JSON.stringify(value))
      }
      assert.ok(seen.accepted >= rounds / 10, `${seen.accepted} values were accepted`)
      assert.ok(name === 'any' || seen.refused >= rounds / 10, `${seen.refused} were refused`)
    })
  }
})

/** Where we are stricter on purpose: what the last test lists. */
function holdsMore(value: unknown): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value)
  if (typeof value === 'string') return !value.isWellFormed() || value.includes('\u0000')
  if (Array.isArray(value)) return value.some(holdsMore)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(
    ([key, inner]) => key === '__proto__' || holdsMore(key) || holdsMore(inner),
  )
}

/** Strict, with our own formats: those of ajv-formats are compared below. */
function compileAjv(schema: AnyType & Schema): (value: unknown) => boolean {
  const ajv = new Ajv2020({ multipleOfPrecision: 9, allowUnionTypes: true })
  for (const [name, { check }] of Object.entries(formats)) ajv.addFormat(name, check)
  for (const name of ['int32', 'int64', 'uint32', 'uint64', 'double']) ajv.addFormat(name, true)
  return ajv.compile(schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' }))
}

test('the differences are these', () => {
  const differences: readonly (readonly [why: string, Schema, unknown])[] = [
    ['integers that JavaScript cannot tell from their neighbours', t.integer(), 2 ** 53],
    ['text that PostgreSQL cannot hold', t.string(), 'a\u0000'],
    ['text that UTF-8 cannot hold', t.string(), '\ud800'],
    ['the same in keys', t.map(t.any()), { '\u0000': 1 }],
    ['a key that changes what an object is', t.map(t.any()), JSON.parse('{"__proto__":1}')],
    [
      'fields that an open type keeps, too',
      types['open'] as Schema,
      JSON.parse('{"a":"b","__proto__":1}'),
    ],
    ['what contentEncoding says, which JSON Schema only notes', t.bytes(), '?'],
  ]
  for (const [why, schema, value] of differences) {
    assert.deepEqual(['value' in run(schema, value), compileAjv(schema)(value)], [false, true], why)
  }
  // With its exact arithmetic, Ajv would not even take 0.07 as a multiple of 0.01.
  assert.equal(new Ajv2020().validate({ multipleOf: 0.01 }, 0.07), false)
  assert.deepEqual(run(t.number({ multipleOf: 0.01 }), 0.07), { value: 0.07 })
})

describe('our formats and those of ajv-formats', () => {
  const ajv = new Ajv2020({ strict: false })
  addFormats.default(ajv)

  /** Why a value that ajv-formats takes is none here, and the other way round. */
  const stricter: Readonly<Record<string, RegExp>> = {
    // RFC 3339 has neither a space between date and time nor offsets such as +01 and +0100; more than
    // nanoseconds are lost in every database.
    // Their leap seconds forget to look at the hour.
    'date-time': /^\S+\s|[+-]\d\d(?:\d\d)?$|\.\d{10}|t2[4-9]:/i,
    time: /[+-]\d\d(?:\d\d)?$|\.\d{10}|^2[4-9]:/,
    // Theirs are read without the `u` flag, by which ] and } alone are text.
    regex: /[\]}{]|\\./,
    uuid: /^urn:uuid:/i,
    hostname: /\.$/,
    // Lengths of RFC 5321, and no dots at the edges of the local part.
    email: /^.{65,}@|^.{255}/,
    // The WHATWG parser, which every client uses, cannot read it.
    uri: /^[a-z][a-z0-9+.-]*:/i,
  }
  const laxer: Readonly<Record<string, RegExp>> = {
    duration: /\.\d+S$/, // ISO 8601 has fractions
    uri: /[[\]]/, // brackets outside of the host, which the WHATWG parser reads
  }
  const common = Object.keys(formats).filter((name) => ajv.formats[name] !== undefined)

  test('have these names in common', () => {
    assert.deepEqual(common.sort(), [
      ...['date', 'date-time', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'regex', 'time'],
      ...['uri', 'uuid'],
    ])
  })

  for (const name of common) {
    test(`agree on ${name}, but for what is listed`, () => {
      const check = ajv.compile({ type: 'string', format: name })
      const random = createRandom(name)
      const valid = { type: 'string', format: name } as const satisfies JsonSchema
      for (let round = 0; round < 5000; round++) {
        let value = sample(valid, random)
        for (let times = round % 4; times > 0; times--) {
          value = typeof value === 'string' ? mutate(value, random) : value
        }
        if (typeof value !== 'string') continue
        const [ours, theirs] = [formats[name]?.check(value), check(value)]
        if (ours === theirs) continue
        const reason = ours ? laxer[name] : stricter[name]
        assert.match(value, reason ?? /^nothing is listed$/, `${ours ? 'ours' : 'theirs'} takes it`)
      }
    })
  }
})
