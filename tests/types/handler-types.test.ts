import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { after, before, test } from 'node:test'

// What a person sees when the compiler speaks of a handler: fields, not a tower of generics.

const root = fileURLToPath(new URL('../..', import.meta.url))
const source = `
import { api, error, get, post, service, t, type } from '@seaworthy/design'
import { createEngine, implement } from 'seaworthy'
const User = type('User', { id: t.uuid(), name: t.string(), nick: t.string().nullable() })
const users = service('users', {
  methods: {
    get: {
      http: get('/{id}'),
      payload: { id: t.uuid(), page: t.integer().default(1), tags: t.array(t.enum(['a', 'b'])).optional() },
      result: User,
      errors: { notFound: error(404, 'No such user', { id: t.uuid() }) },
    },
    add: { http: post('/'), payload: User.omit('id'), result: User },
  },
})
const shop = api('shop', { version: '1', services: [users] })
const user = { id: '', name: '', nick: null }
implement(users, {
  get(payload, { errors }) { const shown: 0 = payload; void shown; errors.gone(); return user },
  add(payload) { const shown: 0 = payload; void shown; return { ...user, nick: 3 } },
})
implement(users, { get: () => user })
implement(users, { get: () => user, add: () => user, drop: () => user })
createEngine(shop, { handlers: {} })
`

let folder: string
let said: string

before(async () => {
  folder = await mkdtemp(join(root, 'tests/types/.shown-'))
  await writeFile(join(folder, 'shown.ts'), source)
  const options = { extends: join(root, 'tsconfig.json'), include: ['shown.ts'] }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(options))
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const args = [tsc, '--noEmit', '--noErrorTruncation', '-p', folder]
  said = spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout
})
after(() => rm(folder, { recursive: true, force: true }))

test('a payload shows its fields, with defaults filled in', () => {
  assert.match(
    said,
    /Type '\{ id: string; page: number; tags\?: \("a" \| "b"\)\[\] \| undefined; \}' is not assignable to type '0'/,
  )
  assert.match(
    said,
    /Type '\{ name: string; nick: string \| null; \}' is not assignable to type '0'/,
  )
})

test('an undeclared error, a wrong result, a missing and an unknown handler do not compile', () => {
  assert.match(said, /Property 'gone' does not exist on type/)
  assert.match(
    said,
    /Type 'number' is not assignable to type 'string'|'number' is not assignable to type 'string \| null'/,
  )
  assert.match(said, /Property 'add' is missing in type/)
  assert.match(said, /'drop' does not exist in type/)
  assert.match(said, /Property 'users' is missing in type '\{\}'/)
})
