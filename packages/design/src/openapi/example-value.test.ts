import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CodecCompiler, Issues, type Schema, t, type } from '../index.ts'
import { exampleValue } from './example-value.ts'
import { type JsonSchema, resolveRef } from '../schema/json-schema.ts'

describe('a made-up example fits its type', () => {
  const types: Record<string, Schema> = {
    'a long text': t.string({ minLength: 200, maxLength: 201 }),
    'a short text': t.string({ maxLength: 2 }),
    'an empty text': t.string({ maxLength: 0 }),
    'a pattern with a length': t.string({ pattern: '^[a-z]+$', minLength: 30, maxLength: 32 }),
    'a pattern with a look-ahead': t.string({ pattern: '^(?!x)[a-z]\\b$' }),
    'a pattern of few letters': t.string({ pattern: 'b', minLength: 3 }),
    'a format with a length': t.email({ maxLength: 20 }),
    'few bytes': t.bytes({ maxBytes: 2 }),
    'a negative number': t.number({ maximum: -5 }),
    'a narrow number': t.number({ minimum: 0.25, maximum: 0.26 }),
    'a number between bounds': t.number({ exclusiveMinimum: 1, exclusiveMaximum: 1.01 }),
    'a multiple': t.integer({ minimum: 13, maximum: 20, multipleOf: 7 }),
    'a decimal multiple': t.number({ minimum: 0.05, multipleOf: 0.1 }),
    'a large number': t.integer({ minimum: 10 ** 12 }),
    'one number': t.integer({ minimum: 3, maximum: 3 }),
    'a set': t.array(t.enum(['a', 'b', 'c']), { minItems: 1, uniqueItems: true }),
    'a set of numbers': t.array(t.int32(), { minItems: 5, uniqueItems: true }),
    'no items': t.array(t.string(), { maxItems: 0 }),
    'a map': t.map(t.boolean(), { keys: t.string({ pattern: '^k\\d$' }), minProperties: 2 }),
    'a secret text': t.string({ secret: true, minLength: 12 }),
    'a secret number': t.int32({ secret: true, minimum: 1000 }),
    'secret bytes': t.bytes({ secret: true, maxBytes: 2 }),
    'a secret object': type('Secret', t.object({ a: t.string(), b: t.uuid() }), { secret: true }),
  }
  for (const [what, { json }] of Object.entries(types)) {
    test(what, () => {
      for (let seed = 0; seed < 20; seed++) fits(json, exampleOf(json, `seed ${seed}`))
    })
  }
})

test("the design's own words come first: example, default, literal, enumeration", () => {
  assert.equal(exampleOf(t.string({ example: 'given' }).default('fallback').json), 'given')
  assert.equal(exampleOf(t.string().default('fallback').json), 'fallback')
  assert.equal(exampleOf(t.literal('only').json), 'only')
  assert.equal(exampleOf(t.enum(['first', 'second']).json), 'first')
})

test('recursion ends where it may', () => {
  interface Tree {
    label: string
    children: readonly Tree[]
    left?: Tree | undefined
    right: Tree | null
    byName: Readonly<Record<string, Tree>>
  }
  const Tree: Schema<Tree> = type('Tree', {
    label: t.literal('x'),
    children: t.array(t.lazy(() => Tree)),
    left: t.lazy(() => Tree).optional(),
    right: t.lazy(() => Tree).nullable(),
    byName: t.map(t.lazy(() => Tree)),
  })
  assert.deepEqual(exampleOf(Tree.json), { label: 'x', children: [], right: null, byName: {} })
})

test('a recursion without an end has no example', () => {
  interface Endless {
    next: Endless
  }
  const Endless: Schema<Endless> = type('Endless', { next: t.lazy(() => Endless) })
  assert.equal(exampleOf(Endless.json), undefined)
})

test('a pattern that nothing is found for has no example', () => {
  assert.equal(exampleOf(t.string({ pattern: '^(a)\\1$' }).json), undefined)
})

test('personal data is from the ranges set aside for documentation', () => {
  const Person = t.object({
    name: t.string({ pii: true }),
    phone: t.string({ pii: true }),
    email: t.email({ pii: true }),
    address: t.string({ pii: true }),
    ip: t.ipv4({ pii: true }),
    other: t.string({ pii: true }),
  })
  const person = exampleOf(Person.json) as Record<string, string>
  assert.match(person['name'] ?? '', /^(?:Jane|John|Richard) (?:Doe|Roe)$/)
  assert.match(person['phone'] ?? '', /^\+1-202-555-01\d\d$/)
  assert.match(person['email'] ?? '', /@example\.com$/)
  assert.match(person['address'] ?? '', /Example/)
  assert.match(person['ip'] ?? '', /^192\.0\.2\./)
  assert.equal(person['other'], 'Example')
})

test('a secret is masked, whatever it is part of', () => {
  const Login = t.object({ password: t.string({ secret: true }), id: t.uuid({ secret: true }) })
  assert.deepEqual(exampleOf(Login.json), {
    password: '********',
    id: '00000000-0000-4000-8000-000000000000',
  })
})

test('fixed fields choose the member of a union', () => {
  const Event = t.union('kind', [
    t.object({ kind: t.literal('sent'), at: t.date() }),
    t.object({ kind: t.literal('lost'), by: t.literal('us') }),
  ])
  const value = exampleValue(Event.json, 'event', { resolve: resolveRef }, { kind: 'lost' })
  assert.deepEqual(value, { kind: 'lost', by: 'us' })
})

function exampleOf(json: JsonSchema, name = 'example'): unknown {
  return exampleValue(json, name, { resolve: resolveRef })
}

function fits(json: JsonSchema, value: unknown): void {
  const issues = new Issues()
  new CodecCompiler({ direction: 'decode', unknownFields: 'reject' }).compile(json)(value, issues)
  assert.deepEqual(issues.list, [], JSON.stringify(value))
}
