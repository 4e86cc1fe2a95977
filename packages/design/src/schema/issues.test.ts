import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CodecCompiler } from './codec-compiler.ts'
import { Issues, toPointer } from './issues.ts'
import { t } from './t.ts'

test('a pointer escapes what RFC 6901 says', () => {
  assert.equal(toPointer([]), '')
  assert.equal(toPointer(['a', 0, '']), '/a/0/')
  assert.equal(toPointer(['a/b', 'c~d', '~1']), '/a~1b/c~0d/~01')
})

test('issues stop at their limit, everywhere in a value', () => {
  const compiler = new CodecCompiler({ direction: 'decode', unknownFields: 'reject' })
  const wrong = Array.from({ length: 50 }, () => ({ a: 1, b: 2, c: { d: 3 } }))
  const values = t.array(t.object({ a: t.string(), c: t.map(t.string()) }))
  for (const limit of [1, 2, 7, 32, 1000]) {
    const issues = new Issues(limit)
    compiler.compile(values.json)(wrong, issues)
    assert.equal(issues.count, Math.min(limit, 150))
    assert.equal(issues.full, limit <= 150)
    for (const { path } of issues.list) assert.equal(typeof path[0], 'number')
  }
  assert.equal(new Issues().limit, 32)
})

test('a path is put together from the inside out', () => {
  const issues = new Issues()
  issues.add('type', 'first', 'other')
  const before = issues.count
  issues.add('type', 'second', 'c')
  issues.add('type', 'third')
  issues.nest(before, 1)
  issues.nest(before, 'a')
  assert.deepEqual(
    issues.list.map(({ path }) => toPointer(path)),
    ['/other', '/a/1/c', '/a/1'],
  )
})

test('keys of the caller are cut short', () => {
  const compiler = new CodecCompiler({ direction: 'decode', unknownFields: 'reject' })
  const key = 'k'.repeat(10_000)
  for (const type of [t.object({}), t.map(t.string())]) {
    const issues = new Issues()
    compiler.compile(type.json)({ [key]: 1 }, issues)
    assert.deepEqual(issues.list[0]?.path, ['k'.repeat(100)])
  }
})

test('no message holds a value', () => {
  const secret = 'correct horse battery staple'
  const types = [
    t.string({ maxLength: 3 }),
    t.string({ pattern: '^x' }),
    ...[t.uuid(), t.email(), t.dateTime(), t.ipv4(), t.uri(), t.bytes(), t.hostname(), t.cidr()],
    ...[t.integer(), t.boolean(), t.null(), t.enum(['a']), t.literal('a'), t.array(t.any())],
    ...[t.map(t.any()), t.object({}), t.tuple([]), t.anyOf([t.integer(), t.boolean()])],
    t.union('kind', [t.object({ kind: t.literal('a') })]),
  ]
  const compiler = new CodecCompiler({ direction: 'decode', unknownFields: 'reject' })
  for (const { json } of types) {
    const issues = new Issues()
    compiler.compile(json)(secret, issues)
    assert.ok(issues.count > 0, JSON.stringify(json))
    for (const { message } of issues.list) assert.ok(!message.includes(secret), message)
  }
})
