import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CodecCompiler } from './codec-compiler.ts'
import { Issues } from './issues.ts'
import { type } from './named-type.ts'
import type { Schema } from './schema.ts'
import { t } from './t.ts'
import { run } from './test-codec.ts'

interface Tree {
  readonly label: string
  readonly children: readonly Tree[]
}
const Tree: Schema<Tree> = type('Tree', {
  label: t.string(),
  children: t.array(t.lazy(() => Tree)),
})

describe('a recursive type', () => {
  test('is read at every depth', () => {
    const value = {
      label: 'a',
      children: [{ label: 'b', children: [{ label: 'c', children: [] }] }],
    }
    assert.deepEqual(run(Tree, value), { value })
    assert.deepEqual(run(Tree, { label: 'a', children: [{ label: 'b', children: [{}] }] }), {
      issues: ['/children/0/children/0/label required', '/children/0/children/0/children required'],
    })
  })

  test('may go through another one', () => {
    interface Folder {
      readonly files: readonly File[]
    }
    interface File {
      readonly name: string
      readonly within?: Folder | null | undefined
    }
    const Folder: Schema<Folder> = type('Folder', { files: t.array(t.lazy(() => File)) })
    const File: Schema<File> = type('File', {
      name: t.string(),
      within: t
        .lazy(() => Folder)
        .nullable()
        .optional(),
    })
    const value = { files: [{ name: 'a', within: { files: [{ name: 'b', within: null }] } }] }
    assert.deepEqual(run(Folder, value), { value })
    assert.deepEqual(run(Folder, { files: [{ name: 'a', within: { files: [{}] } }] }), {
      issues: ['/files/0/within/files/0/name required'],
    })
  })

  test('may have a default, which is made anew each time', () => {
    interface Branch {
      readonly leaves: readonly Branch[]
    }
    const Branch: Schema<Branch, { readonly leaves?: Branch['leaves'] | undefined }> = type(
      'Branch',
      { leaves: t.array(t.lazy((): Schema<Branch> => Branch as Schema<Branch>)).default([]) },
    )
    assert.deepEqual(run(Branch, {}), { value: { leaves: [] } })
    assert.deepEqual(run(Branch, { leaves: [{}] }), { value: { leaves: [{ leaves: [] }] } })
  })

  test('may be declared before what it refers to, in every form', () => {
    const early = {
      plain: t.lazy(() => Late),
      nullable: t.lazy(() => Late).nullable(),
      defaulted: t.lazy(() => Late).default({ id: 1 }),
      named: type(
        'Early',
        t.lazy(() => Late),
      ),
      partial: t.object({ late: t.lazy(() => Late) }).partial(),
      extended: t.object({}).extend({ late: t.lazy(() => Late) }),
    }
    const Late: Schema<{ id: number }> = type('Late', { id: t.integer() })
    const value = {
      plain: { id: 1 },
      nullable: null,
      named: { id: 2 },
      partial: {},
      extended: { late: { id: 3 } },
    }
    assert.deepEqual(run(t.object(early), value), { value: { ...value, defaulted: { id: 1 } } })
    assert.equal(early.defaulted.json.$ref, '#/components/schemas/Late')
  })
})

test('a named type is compiled once, however often it is used', () => {
  let compiled = 0
  class Counting extends CodecCompiler {
    override compile(json: Parameters<CodecCompiler['compile']>[0]) {
      if (json.type === 'object') compiled++
      return super.compile(json)
    }
  }
  const compiler = new Counting({ direction: 'decode', unknownFields: 'reject' })
  const Item = type('Item', { id: t.integer() })
  const codec = compiler.compile(t.object({ a: Item, b: t.array(Item), c: Item.nullable() }).json)
  assert.equal(compiled, 2)
  const issues = new Issues()
  codec({ a: { id: 1 }, b: [{ id: 2 }], c: null }, issues)
  assert.equal(issues.count, 0)
})

test('parts of foreign documents are read as JSON Schema has them', () => {
  const compiler = new CodecCompiler({ direction: 'decode', unknownFields: 'reject' })
  const check = (json: Parameters<CodecCompiler['compile']>[0], value: unknown) => {
    const issues = new Issues()
    compiler.compile(json)(value, issues)
    return issues.list.map(({ rule }) => rule)
  }
  const several = { type: ['string', 'integer', 'null'], minLength: 2 } as const
  assert.deepEqual(check(several, 'ab'), [])
  assert.deepEqual(check(several, 'a'), ['minLength'])
  assert.deepEqual(check(several, 5), [])
  assert.deepEqual(check(several, null), [])
  assert.deepEqual(check(several, true), ['type'])
  assert.deepEqual(check({ type: 'string', pattern: '\\-$' }, 'a-'), [])
  assert.deepEqual(check({ type: 'string', format: 'constructor' }, 'a'), [])
  assert.deepEqual(check({ oneOf: [{ type: 'string' }, { type: 'integer' }] }, 5), [])
  assert.deepEqual(check({}, undefined), [])
})
