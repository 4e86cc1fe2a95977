import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { JsonSchema } from './json-schema.ts'
import { type } from './named-type.ts'
import { Schema } from './schema.ts'
import { t } from './t.ts'

/** What documents see: symbols left out. */
function shown({ json }: Schema): unknown {
  return JSON.parse(JSON.stringify(json))
}

describe('the JSON Schema of a type', () => {
  const cases: readonly (readonly [Schema, JsonSchema])[] = [
    [t.string(), { type: 'string' }],
    [
      t.string({ minLength: 1, maxLength: 2, pattern: /^a/i, title: 'A', description: 'B' }),
      { type: 'string', minLength: 1, maxLength: 2, pattern: '^a', title: 'A', description: 'B' },
    ],
    [t.uuid({ deprecated: true }), { type: 'string', format: 'uuid', deprecated: true }],
    [
      t.email({ pii: true, secret: true, example: 'a@b.co' }),
      {
        type: 'string',
        format: 'email',
        examples: ['a@b.co'],
        'x-pii': true,
        'x-secret': true,
      },
    ],
    [t.string({ pii: false, secret: false }), { type: 'string' }],
    [t.integer(), { type: 'integer' }],
    [
      t.int32({ minimum: 0, maximum: 2 ** 40 }),
      { type: 'integer', format: 'int32', minimum: 0, maximum: 2 ** 31 - 1 },
    ],
    [t.number({ multipleOf: 0.5 }), { type: 'number', format: 'double', multipleOf: 0.5 }],
    [t.boolean(), { type: 'boolean' }],
    [t.null(), { type: 'null' }],
    [t.any({ description: 'A' }), { description: 'A' }],
    [t.bytes(), { type: 'string', contentEncoding: 'base64' }],
    [
      t.bytes({ maxBytes: 4, example: new Uint8Array([1]) }),
      {
        type: 'string',
        contentEncoding: 'base64',
        maxLength: 8,
        'x-max-bytes': 4,
        examples: ['AQ=='],
      },
    ],
    [t.enum(['a', 'b']), { type: 'string', enum: ['a', 'b'] }],
    [t.enum([1, 2]), { type: 'integer', enum: [1, 2] }],
    [t.enum([1, 2.5]), { type: 'number', enum: [1, 2.5] }],
    [t.enum(['a', 1, null]), { enum: ['a', 1, null] }],
    [t.literal(true), { type: 'boolean', const: true }],
    [
      t.array(t.integer(), { minItems: 1, maxItems: 2, uniqueItems: true }),
      { type: 'array', items: { type: 'integer' }, minItems: 1, maxItems: 2, uniqueItems: true },
    ],
    [
      t.tuple([t.string(), t.integer()]),
      {
        type: 'array',
        prefixItems: [{ type: 'string' }, { type: 'integer' }],
        items: false,
        minItems: 2,
      },
    ],
    [
      t.map(t.integer(), { keys: t.uuid(), minProperties: 1 }),
      {
        type: 'object',
        additionalProperties: { type: 'integer' },
        propertyNames: { type: 'string', format: 'uuid' },
        minProperties: 1,
      },
    ],
    [t.object({}), { type: 'object', properties: {} }],
    [
      t.object({ a: t.string(), b: t.string().optional(), c: t.string().default('x') }),
      {
        type: 'object',
        properties: {
          a: { type: 'string' },
          b: { type: 'string' },
          c: { type: 'string', default: 'x' },
        },
        required: ['a'],
      },
    ],
    [
      t.object({}, { unknownFields: 'keep' }),
      { type: 'object', properties: {}, additionalProperties: true },
    ],
    [
      t.object({}, { unknownFields: 'reject' }),
      { type: 'object', properties: {}, additionalProperties: false },
    ],
    [
      t.union('k', [t.object({ k: t.literal('a') })]),
      {
        oneOf: [
          { type: 'object', properties: { k: { type: 'string', const: 'a' } }, required: ['k'] },
        ],
        discriminator: { propertyName: 'k' },
      },
    ],
    [t.anyOf([t.string(), t.integer()]), { anyOf: [{ type: 'string' }, { type: 'integer' }] }],
    [type('A', t.string()), { $ref: '#/components/schemas/A' }],
    [t.lazy(() => type('B', t.string())), { $ref: '#/components/schemas/B' }],
  ]

  test('is what the type says, and nothing else', () => {
    for (const [schema, json] of cases) assert.deepEqual(shown(schema), json)
  })

  test('with null keeps what the type says about itself', () => {
    const named = type('A', t.string()).default('x')
    const nullables: readonly (readonly [Schema, JsonSchema])[] = [
      [t.string({ minLength: 1 }), { type: ['string', 'null'], minLength: 1 }],
      [t.enum(['a']).default('a'), { type: ['string', 'null'], enum: ['a', null], default: 'a' }],
      [t.enum([1, 'a']), { enum: [1, 'a', null] }],
      [t.literal('a'), { type: ['string', 'null'], enum: ['a', null] }],
      [t.null(), { type: 'null' }],
      [t.any(), {}],
      [t.enum(['a', null]), { enum: ['a', null] }],
      [
        t.anyOf([t.string(), t.integer()], { title: 'A' }),
        { anyOf: [{ type: 'string' }, { type: 'integer' }, { type: 'null' }], title: 'A' },
      ],
      [t.anyOf([t.string(), t.null()]), { anyOf: [{ type: 'string' }, { type: 'null' }] }],
      [named, { anyOf: [{ $ref: '#/components/schemas/A' }, { type: 'null' }], default: 'x' }],
      [
        t.union('k', [t.object({ k: t.literal('a') })], { pii: true, description: 'B' }),
        {
          anyOf: [
            {
              oneOf: [
                {
                  type: 'object',
                  properties: { k: { type: 'string', const: 'a' } },
                  required: ['k'],
                },
              ],
              discriminator: { propertyName: 'k' },
            },
            { type: 'null' },
          ],
          'x-pii': true,
          description: 'B',
        },
      ],
    ]
    for (const [schema, json] of nullables) {
      assert.deepEqual(shown(schema.nullable()), json)
      assert.deepEqual(shown(schema.nullable().nullable()), json)
      assert.equal(schema.nullable().presence, schema.presence)
    }
  })
})

describe('a type', () => {
  test('is a new value with every method', () => {
    const type0 = t.string()
    const others = [type0.optional(), type0.nullable(), type0.default('a')]
    assert.deepEqual(
      [type0, ...others].map(({ presence }) => presence),
      ['required', 'optional', 'required', 'defaulted'],
    )
    assert.equal(new Set([type0, ...others]).size, 4)
    assert.deepEqual(shown(type0), { type: 'string' })
    assert.equal(type0.optional().default('a').presence, 'defaulted')
    assert.equal(type0.default('a').optional().presence, 'optional')
  })

  test('is frozen, all the way down', () => {
    const example = { a: ['b'] }
    const schema = t.object(
      { a: t.array(t.enum(['b'])).default([]), c: t.tuple([t.string()]), d: t.map(t.any()) },
      { example: { ...example, c: ['x'], d: { e: [1] } } as never },
    )
    assert.deepEqual(findMutable(schema), [])
    assert.deepEqual(findMutable(type('A', schema.nullable().default(null))), [])
    assert.equal(Object.isFrozen(example), false)
  })

  test('is a Standard Schema that is made once', () => {
    const schema = t.string()
    assert.ok(schema instanceof Schema)
    assert.equal(schema['~standard'], schema['~standard'])
    assert.equal(schema['~standard'].version, 1)
    assert.equal(schema['~standard'].vendor, 'seaworthy')
  })
})

/** Objects that are not frozen, by their path. */
function findMutable(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return []
  const own = Object.isFrozen(value) ? [] : [path]
  return [
    ...own,
    ...Reflect.ownKeys(value).flatMap((key) =>
      findMutable(Reflect.get(value, key), `${path}/${String(key)}`),
    ),
  ]
}
