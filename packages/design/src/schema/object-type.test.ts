import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { type JsonSchema, flaw } from './json-schema.ts'
import { type } from './named-type.ts'
import type { Schema } from './schema.ts'
import { t } from './t.ts'
import { run } from './test-codec.ts'

const User = type(
  'User',
  {
    id: t.uuid(),
    name: t.string(),
    role: t.enum(['admin', 'guest']).default('guest'),
    nick: t.string().optional(),
    zip: z.string().length(5),
  },
  {
    title: 'A user',
    description: 'Somebody',
    deprecated: true,
    pii: true,
    unknownFields: 'keep',
    example: { id: '0190b8f0-7b7a-7cc2-8c00-3f1d3a5e9b1c', name: 'Ada', zip: '12345' },
  },
)

function shown({ json }: Schema): JsonSchema {
  return JSON.parse(JSON.stringify(json)) as JsonSchema
}

function fieldsOf(type: Schema): string[] {
  return Object.keys(shown(type).properties ?? {})
}

describe('a derived type', () => {
  test('has some of the fields', () => {
    const picked = User.pick('id', 'role')
    assert.deepEqual(fieldsOf(picked), ['id', 'role'])
    assert.deepEqual(shown(picked).required, ['id'])
    assert.deepEqual(fieldsOf(User.omit('id', 'role')), ['name', 'nick', 'zip'])
    assert.deepEqual(shown(User.omit('id', 'role')).required, ['name', 'zip'])
    assert.deepEqual(shown(User.pick('nick')).required, undefined)
    assert.deepEqual(fieldsOf(User.pick()), [])
    assert.deepEqual(
      fieldsOf(User.omit()),
      fieldsOf(User.pick('id', 'name', 'role', 'nick', 'zip')),
    )
  })

  test('keeps how a field is told and read', () => {
    const picked = User.pick('role', 'zip')
    assert.deepEqual(run(picked, { zip: '12345' }), { value: { role: 'guest', zip: '12345' } })
    assert.deepEqual(run(picked, { zip: '1' }), { issues: ['/zip zod'] })
  })

  test('has every field optional, without its default', () => {
    const partial = User.partial()
    assert.deepEqual(fieldsOf(partial), ['id', 'name', 'role', 'nick', 'zip'])
    assert.equal(shown(partial).required, undefined)
    assert.deepEqual(run(partial, {}), { value: {} })
    assert.deepEqual(run(partial, { role: 'admin' }), { value: { role: 'admin' } })
    assert.deepEqual(run(partial, { role: null }), { issues: ['/role enum'] })
  })

  test('has more fields, and others in place of those of the same name', () => {
    const extended = User.extend({ id: t.integer().optional(), age: t.integer() })
    assert.deepEqual(fieldsOf(extended), ['id', 'name', 'role', 'nick', 'zip', 'age'])
    assert.deepEqual(shown(extended).required, ['name', 'zip', 'age'])
    assert.deepEqual(shown(extended).properties?.['id'], { type: 'integer' })
    const strict = t.object({ a: t.string().optional() }).extend({ a: t.string() })
    assert.deepEqual(shown(strict).required, ['a'])
  })

  test('keeps its marks and whether it is open, but not what was said about the original', () => {
    for (const derived of [User.pick('id'), User.omit('id'), User.partial(), User.extend({})]) {
      const { title, description, examples, deprecated, ...kept } = shown(derived)
      assert.deepEqual([title, description, examples, deprecated], Array(4).fill(undefined))
      assert.equal(kept.additionalProperties, true)
      assert.equal(kept['x-pii'], true)
      assert.equal(kept.$ref, undefined)
    }
  })

  test('may be derived from again', () => {
    const change = User.pick('name', 'nick').partial().extend({ id: t.uuid() }).omit('nick')
    assert.deepEqual(fieldsOf(change), ['name', 'id'])
    assert.deepEqual(shown(change).required, ['id'])
  })

  test('leaves the original as it is', () => {
    const before = JSON.stringify(User.json)
    User.partial()
    User.extend({ more: t.any() })
    assert.equal(JSON.stringify(User.json), before)
  })

  test('remembers a name that the original does not have', () => {
    for (const wrong of [User.pick('nmae' as 'name'), User.omit('nmae' as 'name')]) {
      assert.deepEqual(wrong.json[flaw], {
        code: 'TYPE_FIELD_UNKNOWN',
        values: { name: 'nmae', hint: '; did you mean "name"?' },
      })
    }
    assert.equal(User.pick('toString' as 'name').json[flaw]?.code, 'TYPE_FIELD_UNKNOWN')
    assert.equal(User.extend(t.string() as never).json[flaw]?.code, 'NOT_A_TYPE')
  })
})
