import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { definition, flaw } from './json-schema.ts'
import { ViewedType, type } from './named-type.ts'
import { ObjectType } from './object-type.ts'
import { Schema } from './schema.ts'
import { t } from './t.ts'
import { run } from './test-codec.ts'

describe('a named type', () => {
  test('is an object by its fields, or any type under a name', () => {
    const User = type('User', { id: t.integer() }, { description: 'Somebody' })
    assert.ok(User instanceof ObjectType)
    assert.deepEqual(run(User, { id: 1 }), { value: { id: 1 } })
    assert.equal(User.json[definition]?.().json.description, 'Somebody')
    const Id = type('Id', t.uuid(), { example: '0190b8f0-7b7a-7cc2-8c00-3f1d3a5e9b1c' })
    assert.ok(!(Id instanceof ObjectType))
    assert.deepEqual(run(Id, 'x'), { issues: ['format'] })
    assert.ok(type('Copy', User) instanceof ObjectType)
    assert.ok(!(type('Foreign', z.object({ id: z.number() })) instanceof ObjectType))
  })

  test('leaves presence and default to the field', () => {
    const Role = type('Role', t.enum(['a', 'b']).default('a'))
    assert.equal(Role.presence, 'defaulted')
    assert.equal(Role.json.default, 'a')
    assert.equal(Role.json[definition]?.().json.default, undefined)
    assert.deepEqual(run(t.object({ role: Role }), {}), { value: { role: 'a' } })
    assert.deepEqual(run(t.object({ role: Role }).partial(), {}), { value: {} })
    const Nick = type('Nick', t.string().optional())
    assert.deepEqual(run(t.object({ nick: Nick }), {}), { value: {} })
    assert.equal(type('Zip', z.string().optional()).presence, 'optional')
  })

  test('says what is done with fields that it does not name', () => {
    const Open = type('Open', { id: t.integer() }, { unknownFields: 'keep' })
    assert.deepEqual(run(Open, { id: 1, more: 2 }), { value: { id: 1, more: 2 } })
  })
})

describe('a view', () => {
  const User = type(
    'User',
    { id: t.integer(), name: t.string().optional(), email: t.email({ pii: true }) },
    { views: { tiny: ['id', 'name'], publicProfile: ['name'] } },
  )

  test('is a named type of some of the fields', () => {
    const tiny = User.view('tiny')
    assert.equal(tiny.json.$ref, '#/components/schemas/UserTiny')
    assert.deepEqual(run(tiny, { id: 1, name: 'a' }), { value: { id: 1, name: 'a' } })
    assert.deepEqual(run(tiny, { id: 1, email: 'a@b.co' }), {
      issues: ['/email additionalProperties'],
    })
    assert.equal(User.view('publicProfile').json.$ref, '#/components/schemas/UserPublicProfile')
    assert.deepEqual(run(User, { id: 1, email: 'a@b.co' }), { value: { id: 1, email: 'a@b.co' } })
  })

  test('leaves out what it does not show when a whole user is written', () => {
    const written = run(User.view('tiny'), { id: 1, email: 'a@b.co' }, { direction: 'encode' })
    assert.deepEqual(written, { value: { id: 1 } })
  })

  test('is the same type each time', () => {
    const [first, second] = [User.view('tiny'), User.view('tiny')]
    assert.equal(first.json[definition]?.(), second.json[definition]?.())
  })

  test('can be had of another object type', () => {
    const Member = type('Member', User.omit('email'), { views: { short: ['id'] } })
    assert.ok(Member instanceof ViewedType)
    assert.deepEqual(run(Member.view('short'), { id: 1 }), { value: { id: 1 } })
    assert.ok(!(type('None', { id: t.integer() }, { views: {} }) instanceof ViewedType))
  })

  test('that nobody declared, or with fields that nobody has, is remembered as a flaw', () => {
    assert.deepEqual(User.view('tinny' as 'tiny').json[flaw], {
      code: 'VIEW_UNKNOWN',
      values: { name: 'tinny', hint: '; did you mean "tiny"?' },
    })
    const wrong = type('Wrong', { id: t.integer() }, { views: { tiny: ['ID' as 'id'] } })
    assert.equal(wrong.json[definition]?.().json[flaw]?.code, 'TYPE_FIELD_UNKNOWN')
  })
})

describe('a reference to a type that is declared later', () => {
  test('that leads nowhere is remembered as a flaw, and never throws', () => {
    const wrong = [
      t.lazy(() => t.string()),
      t.lazy(() => undefined as unknown as Schema),
      t.lazy((): Schema => {
        throw new Error('not yet')
      }),
      t.lazy(() => type('A', t.string()).nullable()),
    ]
    for (const lazy of wrong) {
      assert.equal(lazy.json[definition]?.().json[flaw]?.code, 'LAZY_TARGET')
      assert.equal(lazy.json.$ref, '#/components/schemas/')
      assert.ok(lazy.optional() instanceof Schema)
    }
  })
})
