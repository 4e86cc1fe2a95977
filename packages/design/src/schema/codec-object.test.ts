import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CodecCompiler } from './codec-compiler.ts'
import { Issues } from './issues.ts'
import { t } from './t.ts'
import { messagesOf, run } from './test-codec.ts'

/** An object as a parser makes it: `__proto__` is a member like any other. */
function parse(text: string): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>
}

describe('an object', () => {
  const type = t.object({ id: t.integer(), name: t.string().optional() })

  test('reads its fields, and is a copy', () => {
    const given = { id: 1, name: 'a' }
    const read = run(type, given)
    assert.deepEqual(read, { value: given })
    assert.notEqual('value' in read && read.value, given)
    assert.deepEqual(run(t.object({}), {}), { value: {} })
  })

  test('is nothing else', () => {
    for (const value of [null, [], [{ id: 1 }], 'a', 0, true]) {
      assert.deepEqual(run(type, value), { issues: ['type'] })
    }
  })

  test('tells every wrong field by its name', () => {
    assert.deepEqual(run(type, { id: 'x', name: 0 }), { issues: ['/id type', '/name type'] })
    assert.deepEqual(run(type, {}), { issues: ['/id required'] })
    const nested = t.object({ a: t.object({ 'b/c': t.array(type) }) })
    assert.deepEqual(run(nested, { a: { 'b/c': [{ id: 1 }, {}] } }), {
      issues: ['/a/b~1c/1/id required'],
    })
  })

  test('tells absent, null and empty apart', () => {
    const all = t.object({
      required: t.string(),
      optional: t.string().optional(),
      nullable: t.string().nullable(),
      both: t.string().nullable().optional(),
    })
    const good = { required: '', nullable: null }
    assert.deepEqual(run(all, good), { value: good })
    assert.deepEqual(run(all, { ...good, optional: '', both: null }), {
      value: { ...good, optional: '', both: null },
    })
    assert.deepEqual(run(all, { required: null, optional: null, nullable: '', both: '' }), {
      issues: ['/required type', '/optional type'],
    })
    assert.deepEqual(run(all, {}), { issues: ['/required required', '/nullable required'] })
    assert.deepEqual(run(all, { ...good, required: undefined, optional: undefined }), {
      issues: ['/required required'],
    })
  })
})

describe('a default', () => {
  const type = t.object({
    limit: t.integer({ maximum: 100 }).default(20),
    tags: t.array(t.string()).default(['a']),
    page: t
      .object({ size: t.integer().default(10), after: t.string().optional() })
      .default({ size: 5 }),
    note: t.string().nullable().default(null),
    role: t.enum(['a', 'b']).default('a').nullable(),
    empty: t.string().default(''),
    off: t.boolean().default(false),
  })
  const defaults = {
    limit: 20,
    tags: ['a'],
    page: { size: 5 },
    note: null,
    role: 'a',
    empty: '',
    off: false,
  }

  test('stands in for what is absent, in what is read and what is written', () => {
    assert.deepEqual(run(type, {}), { value: defaults })
    assert.deepEqual(run(type, {}, { direction: 'encode' }), { value: defaults })
    assert.deepEqual(run(type, { page: {}, limit: undefined }), {
      value: { ...defaults, page: { size: 10 } },
    })
  })

  test('does not stand in for null', () => {
    assert.deepEqual(run(type, { limit: null }), { issues: ['/limit type'] })
    assert.deepEqual(run(type, { role: null, note: null }), { value: { ...defaults, role: null } })
  })

  test('gives way to what is there', () => {
    const value = { ...defaults, limit: 1, tags: [], off: true, page: { size: 1 } }
    assert.deepEqual(run(type, value), { value })
  })

  test('is a new value each time', () => {
    const codec = new CodecCompiler({ direction: 'decode', unknownFields: 'reject' }).compile(
      type.json,
    )
    const read = () => codec({}, new Issues()) as { tags: string[]; page: { size: number } }
    const first = read()
    first.tags.push('b')
    first.page.size = 99
    assert.deepEqual(read(), defaults)
  })

  test('is not shared with the array that it was made of', () => {
    const tags = ['a']
    const shared = t.object({ tags: t.array(t.string()).default(tags) })
    tags.push('b')
    assert.deepEqual(run(shared, {}), { value: { tags: ['a'] } })
  })

  test('may hold bytes', () => {
    const bytes = new Uint8Array([1, 2, 255])
    const binary = t.object({ key: t.bytes().default(bytes) })
    assert.equal(binary.json.properties?.['key']?.default, 'AQL/')
    assert.deepEqual(run(binary, {}), { value: { key: bytes } })
    assert.deepEqual(run(binary, {}, { direction: 'encode' }), { value: { key: 'AQL/' } })
  })
})

describe('fields that the type does not name', () => {
  const type = t.object({ name: t.string(), inner: t.object({ id: t.integer().optional() }) })
  const value = { name: 'a', inner: { extra: 1 }, nmae: 'b' }

  test('are rejected, at every depth', () => {
    assert.deepEqual(run(type, value), {
      issues: ['/inner/extra additionalProperties', '/nmae additionalProperties'],
    })
    assert.deepEqual(messagesOf(type, { ...value, inner: {} }), [
      'is not a known field; did you mean "name"?',
    ])
    assert.deepEqual(messagesOf(type, { name: 'a', inner: {}, zzz: 1 }), ['is not a known field'])
  })

  test('are stripped, at every depth', () => {
    assert.deepEqual(run(type, value, { unknownFields: 'strip' }), {
      value: { name: 'a', inner: {} },
    })
  })

  test('are kept as they came, at every depth', () => {
    assert.deepEqual(run(type, value, { unknownFields: 'keep' }), { value })
  })

  test('never leave, unless the type is open', () => {
    for (const unknownFields of ['reject', 'strip', 'keep'] as const) {
      assert.deepEqual(run(type, value, { direction: 'encode', unknownFields }), {
        value: { name: 'a', inner: {} },
      })
    }
    const open = t.object({ name: t.string() }, { unknownFields: 'keep' })
    assert.deepEqual(run(open, { name: 'a', b: 1 }, { direction: 'encode' }), {
      value: { name: 'a', b: 1 },
    })
  })

  test('follow the type rather than the API, where the type says something', () => {
    const open = t.object({ inner: type }, { unknownFields: 'keep' })
    assert.deepEqual(run(open, { inner: { name: 'a', inner: {} }, b: 1 }), {
      value: { inner: { name: 'a', inner: {} }, b: 1 },
    })
    assert.deepEqual(run(open, { inner: { name: 'a', inner: {}, c: 1 } }), {
      issues: ['/inner/c additionalProperties'],
    })
    const closed = t.object({ a: t.integer() }, { unknownFields: 'reject' })
    for (const unknownFields of ['reject', 'strip', 'keep'] as const) {
      assert.deepEqual(run(closed, { a: 1, b: 2 }, { unknownFields }), {
        issues: ['/b additionalProperties'],
      })
    }
  })

  test('of any number are met once the violations are full', () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`key${at}`, at]))
    const { issues } = run(type, many) as { issues: string[] }
    assert.equal(issues.length, 32)
  })
})

describe('names that every object inherits', () => {
  const names = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf']

  test('are fields like others', () => {
    for (const name of names) {
      const type = t.object({ [name]: t.string().optional(), id: t.integer() })
      assert.deepEqual(run(type, { id: 1 }), { value: { id: 1 } })
      assert.deepEqual(run(type, { id: 1, [name]: 'a' }), { value: { id: 1, [name]: 'a' } })
      assert.deepEqual(run(t.object({ [name]: t.string() }), {}), { issues: [`/${name} required`] })
      assert.deepEqual(run(t.object({}), { [name]: 1 }), {
        issues: [`/${name} additionalProperties`],
      })
    }
  })

  test('do not let __proto__ through', () => {
    const type = t.object({ id: t.integer() })
    const value = parse('{"id":1,"__proto__":{"admin":true}}')
    for (const unknownFields of ['reject', 'keep'] as const) {
      assert.deepEqual(run(type, value, { unknownFields }), {
        issues: ['/__proto__ additionalProperties'],
      })
    }
    const read = run(type, value, { unknownFields: 'strip' })
    assert.ok('value' in read)
    assert.deepEqual(Object.keys(read.value as object), ['id'])
    assert.equal((read.value as { admin?: unknown }).admin, undefined)
  })
})

test('a class instance is written by its fields', () => {
  class Account {
    readonly id = 1
    readonly #secret = 'x'
    get name(): string {
      return this.#secret
    }
  }
  const type = t.object({ id: t.integer(), name: t.string() })
  assert.deepEqual(run(type, new Account(), { direction: 'encode' }), {
    value: { id: 1, name: 'x' },
  })
})
