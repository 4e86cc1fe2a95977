import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { type } from './named-type.ts'
import type { Schema } from './schema.ts'
import { t } from './t.ts'

interface Node {
  readonly id: string
  readonly next?: Node | null | undefined
}
const Node: Schema<Node> = type('Node', {
  id: t.uuid(),
  next: t
    .lazy(() => Node)
    .nullable()
    .optional(),
})
const Order = type('Order', {
  id: t.uuid({ secret: true }),
  state: t.enum(['open', 'paid']).default('open'),
  lines: t.array(t.tuple([t.string(), t.integer()])),
  payment: t.union('kind', [
    t.object({ kind: t.literal('card'), number: t.string() }),
    t.object({ kind: t.literal('cash') }),
  ]),
  node: Node.nullable(),
  labels: t.map(t.string()),
  email: z.email().optional(),
})
const good = {
  id: '0190b8f0-7b7a-7cc2-8c00-3f1d3a5e9b1c',
  lines: [['a', 1]],
  payment: { kind: 'cash' },
  node: { id: '0190b8f0-7b7a-7cc2-8c00-3f1d3a5e9b1c', next: null },
  labels: { a: 'b' },
}

/** What a consumer knows: the interfaces of the standard. */
function validate(schema: StandardSchemaV1, value: unknown): unknown {
  const result = schema['~standard'].validate(value)
  assert.ok(!(result instanceof Promise))
  return result.issues ?? { value: result.value }
}

describe('for another library, a type', () => {
  test('validates by the standard', () => {
    assert.deepEqual(validate(Order, good), { value: { ...good, state: 'open' } })
    assert.deepEqual(validate(Order, { ...good, state: 'x', more: 1 }), [
      { path: ['state'], rule: 'enum', message: 'must be one of "open", "paid"' },
      { path: ['more'], rule: 'additionalProperties', message: 'is not a known field' },
    ])
  })

  const drafts = {
    'draft-2020-12': () => new Ajv2020(),
    'draft-07': () => new Ajv(),
  } as const
  for (const [target, createAjv] of Object.entries(drafts)) {
    test(`tells a JSON Schema of ${target} that a strict validator takes`, () => {
      const { jsonSchema } = (Order satisfies StandardJSONSchemaV1)['~standard']
      const accepts = (schema: Record<string, unknown>, value: unknown): boolean => {
        const ajv = createAjv()
        addFormats.default(ajv)
        return ajv.compile(schema)(value)
      }
      const input = jsonSchema.input({ target })
      assert.equal(accepts(input, good), true)
      assert.equal(accepts(input, { ...good, more: 1 }), false)
      assert.equal(accepts(input, { ...good, lines: [['a', 1, 2]] }), false)
      assert.equal(accepts(input, { ...good, lines: [['a']] }), false)
      assert.equal(accepts(input, { ...good, node: { id: 1 } }), false)
      assert.equal(accepts(input, { ...good, node: null, email: 'x' }), false)
      const output = jsonSchema.output({ target })
      assert.equal(accepts(output, good), false)
      assert.equal(accepts(output, { ...good, state: 'open' }), true)
      assert.equal(accepts(output, { ...good, state: 'open', more: 1 }), true)
    })
  }

  test('refuses a target that it cannot write', () => {
    const { jsonSchema } = t.string()['~standard']
    assert.throws(() => jsonSchema.input({ target: 'openapi-3.0' }), {
      name: 'TypeError',
      message: 'No JSON Schema for "openapi-3.0": ask for draft-2020-12 or draft-07',
    })
    assert.throws(() => jsonSchema.output({ target: 'toString' }), TypeError)
  })

  test('leaves our own keywords out, and names that look like them in', () => {
    const odd = t.object({ 'x-a': t.string({ pii: true }), discriminator: t.integer() })
    assert.deepEqual(odd['~standard'].jsonSchema.input({ target: 'draft-2020-12' }), {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties: { 'x-a': { type: 'string' }, discriminator: { type: 'integer' } },
      required: ['x-a', 'discriminator'],
      additionalProperties: false,
    })
  })

  test('keeps the references of a foreign part its own', () => {
    const Category = z.object({
      name: z.string(),
      get children() {
        return z.array(Category)
      },
    })
    const Shop = t.object({ one: Category, two: Category, own: Node })
    const ajv = new Ajv2020()
    addFormats.default(ajv)
    const check = ajv.compile(Shop['~standard'].jsonSchema.input({ target: 'draft-2020-12' }))
    const category = { name: 'a', children: [{ name: 'b', children: [] }] }
    const own = { id: good.id }
    assert.equal(check({ one: category, two: category, own }), true)
    assert.equal(check({ one: category, two: { name: 'a', children: [{}] }, own }), false)
    assert.equal(check({ one: category, two: category, own: {} }), false)
  })
})
