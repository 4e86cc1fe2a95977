import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine, type Engine } from 'seaworthy'
import { migrate } from 'seaworthy/postgres'
import { testPostgres } from 'seaworthy/testing'
import { storefront } from '../design/storefront.ts'
import type { Database } from '../repositories/database.ts'
import { createUserRepository } from '../repositories/user-repository.ts'
import { createUsersHandlers } from './users.ts'

const postgres = testPostgres()
const folder = new URL('../../migrations', import.meta.url).pathname
const ada = { name: 'Ada Lovelace', email: 'ada@example.com' }
const unknown = '00000000-0000-4000-8000-000000000000'

async function start(t: Parameters<typeof postgres.open>[0]) {
  const { db } = await postgres.open<Database>(t)
  await migrate(db, { folder })
  const handlers = createUsersHandlers(createUserRepository(db))
  const engine = createEngine(storefront, { handlers: { users: handlers } })
  t.after(() => engine.close())
  return {
    db,
    send: (method: Method, path: string, body?: unknown) => send(engine, method, path, body),
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

async function send(engine: Engine, method: Method, path: string, body?: unknown) {
  const response = await engine.inject({
    method,
    url: `/api/v1/users${path}`,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      payload: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  })
  const text = response.body
  const json = text === '' ? undefined : (JSON.parse(text) as Record<string, unknown>)
  return { status: response.statusCode, headers: response.headers, json }
}

test('a user is created, read, replaced and deleted', async (t) => {
  const { send } = await start(t)
  const created = await send('POST', '', ada)
  assert.equal(created.status, 201)
  const id = String(created.json?.['id'])
  assert.equal(created.headers['location'], `/api/v1/users/${id}`)
  assert.deepEqual((await send('GET', `/${id}`)).json, { id, ...ada })
  const king = { ...ada, name: 'Ada King' }
  assert.deepEqual((await send('PUT', `/${id}`, king)).json, { id, ...king })
  assert.deepEqual((await send('GET', '')).json, [{ id, ...king }])
  assert.equal((await send('DELETE', `/${id}`)).status, 204)
  assert.equal((await send('GET', `/${id}`)).status, 404)
})

test('an unknown user is a 404 that names the id', async (t) => {
  const { send } = await start(t)
  for (const [method, body] of [['GET'], ['PUT', ada], ['DELETE']] as const) {
    const { status, json } = await send(method, `/${unknown}`, body)
    assert.equal(status, 404, method)
    assert.equal(json?.['type'], 'urn:problem:storefront:users:not-found')
    assert.equal(json?.['id'], unknown)
  }
})

test('an e-mail address belongs to one user, however it is written', async (t) => {
  const { send } = await start(t)
  await send('POST', '', ada)
  const grace = await send('POST', '', { name: 'Grace', email: 'grace@example.com' })
  assert.equal((await send('POST', '', { ...ada, email: 'ADA@Example.com' })).status, 409)
  const taken = await send('PUT', `/${String(grace.json?.['id'])}`, { ...ada, name: 'Grace' })
  assert.equal(taken.status, 409)
  assert.equal(taken.json?.['type'], 'urn:problem:storefront:users:email-taken')
})

test('of many requests at once for one address, one wins', async (t) => {
  const { send } = await start(t)
  const answers = await Promise.all(Array.from({ length: 20 }, () => send('POST', '', ada)))
  const statuses = answers.map(({ status }) => status).sort((a, b) => a - b)
  assert.deepEqual(statuses, [201, ...Array.from({ length: 19 }, () => 409)])
})

test('pages keep the order of creation and never overlap', async (t) => {
  const { send, db } = await start(t)
  const rows = Array.from({ length: 25 }, (_, index) => ({
    name: `User ${index}`,
    email: `user${index}@example.com`,
  }))
  // One statement, one time stamp: only the id tells them apart.
  await db.insertInto('users').values(rows).execute()
  const seen = new Set<unknown>()
  for (const page of [1, 2, 3]) {
    const { json } = await send('GET', `?page=${page}&limit=10`)
    for (const user of json as unknown as { id: string }[]) seen.add(user.id)
  }
  assert.equal(seen.size, 25)
})

test('bad input is refused and stores nothing', async (t) => {
  const { send, db } = await start(t)
  const bodies = [
    '{"name":',
    '[]',
    'null',
    {},
    { ...ada, name: '' },
    { ...ada, name: 'x'.repeat(101) },
    { ...ada, name: 'a\u0000b' },
    { ...ada, name: 7 },
    { ...ada, email: 'not an address' },
    { ...ada, admin: true },
    '{"name":"x","email":"x@example.com","__proto__":{"admin":true}}',
    `{"name":${'['.repeat(100)}${']'.repeat(100)},"email":"x@example.com"}`,
  ]
  for (const body of bodies) {
    const { status } = await send('POST', '', body)
    assert.equal(status, 400, JSON.stringify(body))
  }
  for (const query of ['?page=0', '?page=x', '?limit=101', '?page=%zz', '?page=1&page=2']) {
    assert.equal((await send('GET', query)).status, 400, query)
  }
  const { count } = await db
    .selectFrom('users')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  assert.equal(count, 0)
})
