import { toStandardJsonSchema } from '@valibot/to-json-schema'
import { type as arktype } from 'arktype'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as v from 'valibot'
import { z } from 'zod'
import { Issues } from './issues.ts'
import { CodecCompiler } from './codec-compiler.ts'
import { type } from './named-type.ts'
import type { AnyType } from './schema.ts'
import { t } from './t.ts'
import { messagesOf, run } from './test-codec.ts'
import { toSchema } from './to-schema.ts'

/** The same types, as each library writes them. */
const libraries: Record<
  string,
  Record<'name' | 'even' | 'optional' | 'defaulted' | 'trimmed' | 'user' | 'list', AnyType>
> = {
  zod: {
    name: z.string().min(2),
    even: z.number().refine((value) => value % 2 === 0),
    optional: z.string().optional(),
    defaulted: z.string().default('x'),
    trimmed: z.string().transform((value) => value.trim()),
    user: z.object({ id: z.number(), tags: z.array(z.string()) }),
    list: z.array(z.string()),
  },
  valibot: {
    name: toStandardJsonSchema(v.pipe(v.string(), v.minLength(2))),
    even: toStandardJsonSchema(v.pipe(v.number(), v.multipleOf(2))),
    optional: toStandardJsonSchema(v.optional(v.string())),
    defaulted: toStandardJsonSchema(v.optional(v.string(), 'x')),
    trimmed: toStandardJsonSchema(
      v.pipe(
        v.string(),
        v.transform((value) => value.trim()),
      ),
    ),
    user: toStandardJsonSchema(v.object({ id: v.number(), tags: v.array(v.string()) })),
    list: toStandardJsonSchema(v.array(v.string())),
  },
  arktype: {
    name: arktype('string >= 2'),
    even: arktype('number % 2'),
    optional: arktype('string | undefined'),
    defaulted: arktype('string | undefined').pipe((value) => value ?? 'x'),
    trimmed: arktype('string').pipe((value) => value.trim()),
    user: arktype({ id: 'number', tags: 'string[]' }),
    list: arktype('string[]'),
  },
}

for (const [vendor, own] of Object.entries(libraries)) {
  describe(`a type of ${vendor}`, () => {
    test('validates by its own rules, as a field and as an item', () => {
      const shape = t.object({ name: own.name, names: t.array(own.name), user: own.user })
      const value = { name: 'ab', names: ['ab', 'cd'], user: { id: 1, tags: ['a'] } }
      assert.deepEqual(run(shape, value), { value })
      assert.deepEqual(
        run(shape, { name: 'a', names: ['ab', 'c'], user: { id: 'x', tags: [0] } }),
        {
          issues: [
            `/name ${vendor}`,
            `/names/1 ${vendor}`,
            `/user/id ${vendor}`,
            `/user/tags/0 ${vendor}`,
          ],
        },
      )
    })

    test('validates as a whole', () => {
      assert.deepEqual(run(toSchema(own.user), { id: 1, tags: [] }), { value: { id: 1, tags: [] } })
      assert.deepEqual(run(toSchema(own.user), 5), { issues: [vendor] })
      assert.deepEqual(run(type('Users', own.list), ['a', 0]), { issues: [`/1 ${vendor}`] })
    })

    test('keeps its refinements', () => {
      assert.deepEqual(run(toSchema(own.even), 2), { value: 2 })
      assert.deepEqual(run(toSchema(own.even), 3), { issues: [vendor] })
    })

    test('makes of a value what its transform makes', () => {
      const shape = t.object({ text: own.trimmed })
      assert.deepEqual(run(shape, { text: ' a ' }), { value: { text: 'a' } })
    })

    test('is an optional field where it accepts undefined', () => {
      const shape = t.object({ name: own.name, optional: own.optional })
      assert.deepEqual(shape.json.required, ['name'])
      assert.deepEqual(run(shape, { name: 'ab' }), { value: { name: 'ab' } })
      assert.deepEqual(run(shape, {}), { issues: ['/name required'] })
    })

    test('fills its own default in, unless the type was made partial', () => {
      const shape = t.object({ value: own.defaulted })
      assert.deepEqual(run(shape, {}), { value: { value: 'x' } })
      assert.deepEqual(run(shape, { value: 'y' }), { value: { value: 'y' } })
      assert.deepEqual(run(shape, {}, { direction: 'encode' }), { value: { value: 'x' } })
      assert.deepEqual(run(shape.partial(), {}), { value: {} })
      assert.deepEqual(run(shape.partial(), { value: 'y' }), { value: { value: 'y' } })
      assert.deepEqual(run(shape.partial(), { value: 5 }), { issues: [`/value ${vendor}`] })
    })

    test('tells its JSON Schema', () => {
      const { json } = toSchema(own.name)
      assert.equal(json.type, 'string')
      assert.equal(json.minLength, 2)
      assert.equal(JSON.stringify(json).includes('$schema'), false)
    })
  })
}

describe('messages of a foreign type', () => {
  const secret = 'hunter2 (was "x")'

  test('never tell the value', () => {
    const shape = t.object({
      zod: z.email(),
      zodEnum: z.enum(['a', 'b']),
      zodUnion: z.union([z.literal('a'), z.number()]),
      valibot: toStandardJsonSchema(v.pipe(v.string(), v.email())),
      valibotPick: toStandardJsonSchema(v.picklist(['a', 'b'])),
      valibotType: toStandardJsonSchema(v.number()),
      arktype: arktype('string.email'),
      arktypeUnion: arktype("'a' | 'b'"),
      arktypeDeep: arktype({ a: 'string.email' }).or({ b: 'string.ip' }),
      arktypeNumber: arktype('number < 5'),
    })
    const value = Object.fromEntries(
      Object.keys(shape.json.properties ?? {}).map((name) => [
        name,
        name === 'arktypeDeep' ? { a: secret, b: secret } : secret,
      ]),
    )
    const messages = messagesOf(shape, value)
    assert.ok(messages.length >= 10)
    for (const message of messages) {
      assert.ok(!message.includes('hunter2') && !message.includes('(was'), message)
    }
    assert.deepEqual(messagesOf(t.object({ a: arktype("'a' | 'b'") }), { a: secret }), [
      'must be "a" or "b"',
    ])
    assert.deepEqual(
      messagesOf(toSchema(shape.json.properties ? arktype('string.email') : z.any()), 5),
      ['must be a string'],
    )
  })

  test('are those of the author where they quote nothing', () => {
    const valibot = toStandardJsonSchema(v.pipe(v.string(), v.email('Write an address')))
    assert.deepEqual(messagesOf(toSchema(valibot), 'x'), ['Write an address'])
    assert.deepEqual(messagesOf(toSchema(z.string().min(2, 'Too short')), 'x'), ['Too short'])
  })
})

describe('an asynchronous type', () => {
  const later = z.string().refine(async () => true)

  test('is refused when a value is decoded, and leaves no rejection behind', () => {
    const codec = new CodecCompiler({ direction: 'decode', unknownFields: 'reject' }).compile(
      toSchema(later).json,
    )
    assert.throws(() => codec('a', new Issues()), {
      name: 'TypeError',
      message: 'A zod schema validates asynchronously; do that check in the handler instead',
    })
    const failing: AnyType = {
      '~standard': {
        version: 1,
        vendor: 'tiny',
        ...{
          validate: (value: unknown) =>
            value === undefined ? { issues: [] } : Promise.reject(new Error('nobody listens')),
          jsonSchema: { input: () => ({ type: 'string' }) },
        },
      },
    }
    assert.throws(() => run(toSchema(failing), 'a'), TypeError)
  })
})

test('a library that throws while a field is declared makes a required field', () => {
  const picky: AnyType = {
    '~standard': {
      version: 1,
      vendor: 'tiny',
      ...{
        validate: (value: unknown) => {
          if (value === undefined) throw new Error('undefined is not for me')
          return { value }
        },
        jsonSchema: { input: () => ({ type: 'string' }) },
      },
    },
  }
  const shape = t.object({ picky })
  assert.deepEqual(shape.json.required, ['picky'])
  assert.deepEqual(run(shape, { picky: 1 }), { value: { picky: 1 } })
})

test('a path of symbols and numbers is told as text', () => {
  const odd: AnyType = {
    '~standard': {
      version: 1,
      vendor: 'tiny',
      ...{
        validate: () => ({
          issues: [{ message: 'is odd', path: [{ key: 'a' }, 0, Symbol('b')] }],
        }),
        jsonSchema: { input: () => ({}) },
      },
    },
  }
  assert.deepEqual(run(toSchema(odd), {}), { issues: ['/a/0/Symbol(b) tiny'] })
})
