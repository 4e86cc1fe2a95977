import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { classifyDatabaseError, isUniqueViolation } from './sqlstate.ts'
import { testPostgres } from './test-postgres.ts'

const postgres = testPostgres()

test('each SQLSTATE says what may be run again, and what the caller hears', () => {
  const rows = [
    ['40001', 'serialization', 'transaction', 503],
    ['40P01', 'serialization', 'transaction', 503],
    ['55P03', 'locked', 'transaction', 503],
    ['08001', 'unavailable', 'unsent', 503],
    ['08004', 'unavailable', 'unsent', 503],
    ['57P03', 'unavailable', 'unsent', 503],
    ['53300', 'unavailable', 'unsent', 503],
    ['08003', 'connectionLost', 'uncommitted', 503],
    ['08006', 'connectionLost', 'uncommitted', 503],
    ['57P01', 'connectionLost', 'uncommitted', 503],
    ['57P02', 'connectionLost', 'uncommitted', 503],
    ['08007', 'outcomeUnknown', 'never', 503],
    ['25006', 'sessionUnusable', 'never', 503],
    ['25P03', 'sessionUnusable', 'never', 503],
    ['57014', 'timeout', 'never', 504],
    ['23505', 'unique', 'never', 409],
    ['23P01', 'exclusion', 'never', 409],
    ['23503', 'foreignKey', 'never', 409],
    ['23502', 'notNull', 'never', 422],
    ['23514', 'check', 'never', 422],
    ['22021', 'invalidValue', 'never', 400],
    ['22P05', 'invalidValue', 'never', 400],
    ['22003', 'invalidValue', 'never', 400],
    ['53100', 'serverBroken', 'never', 503],
    ['53200', 'serverBroken', 'never', 503],
    ['58030', 'serverBroken', 'never', 503],
    ['XX001', 'serverBroken', 'never', 503],
  ] as const
  for (const [code, kind, retry, status] of rows) {
    const error = Object.assign(new Error('x'), { code, severity: 'ERROR' })
    const expected = { kind, retry, status, sqlstate: code, constraint: undefined }
    assert.deepEqual(classifyDatabaseError(error), expected)
  }
})

test("a mistake in a query, or somebody else's error, is no fault of the database", async (t) => {
  const { db } = await postgres.open(t)
  const mistake = await sql`select * from nowhere`.execute(db).catch((error: unknown) => error)
  assert.equal((mistake as { code?: string }).code, '42P01')
  for (const error of [mistake, new Error('x'), 'x', undefined, { code: '40001' }]) {
    assert.equal(classifyDatabaseError(error), undefined)
  }
})

test('a socket error is told from a SQLSTATE of five letters', () => {
  const broken = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })
  assert.equal(classifyDatabaseError(broken)?.kind, 'connectionLost')
  assert.equal(classifyDatabaseError(broken)?.sqlstate, undefined)
})

test('constraints are told apart, and named', async (t) => {
  const { db } = await postgres.open(t)
  await sql`create table users (
    id int primary key,
    email text not null constraint users_email_key unique,
    age int constraint age_positive check (age > 0),
    boss int constraint boss_exists references users
  )`.execute(db)
  await sql`insert into users values (1, 'ada', 36)`.execute(db)
  const insert = (...values: unknown[]) =>
    sql`insert into users values (${sql.join(values)})`.execute(db).catch((error: unknown) => error)
  const taken = await insert(2, 'ada')
  assert.equal(isUniqueViolation(taken), true)
  assert.equal(isUniqueViolation(taken, 'users_email_key'), true)
  assert.equal(isUniqueViolation(taken, 'users_pkey'), false)
  assert.equal(isUniqueViolation(await insert(1, 'bob'), 'users_pkey'), true)
  const faults = [await insert(3, null), await insert(3, 'eve', -1), await insert(3, 'eve', 1, 9)]
  assert.deepEqual(
    faults.map(classifyDatabaseError).map((fault) => [fault?.kind, fault?.constraint]),
    [
      ['notNull', undefined],
      ['check', 'age_positive'],
      ['foreignKey', 'boss_exists'],
    ],
  )
  assert.equal(
    faults.some((error) => isUniqueViolation(error)),
    false,
  )
})

test('a value that the database cannot hold is the fault of the value', async (t) => {
  const { db } = await postgres.open(t)
  const queries = [
    sql`select ${'\0'}::text`,
    sql`select ${'3000000000'}::int4`,
    sql`select ${'x'}::uuid`,
  ]
  for (const query of queries) {
    const error = await query.execute(db).catch((reason: unknown) => reason)
    assert.equal(classifyDatabaseError(error)?.kind, 'invalidValue', String(error))
  }
})

test('a transaction that another one came in between can run again as a whole', async (t) => {
  const { db } = await postgres.open(t)
  await sql`create table counters (value int)`.execute(db)
  await sql`insert into counters values (1)`.execute(db)
  const transaction = db.transaction().setIsolationLevel('serializable')
  const outer = transaction.execute(async (tx) => {
    await sql`select * from counters`.execute(tx)
    await sql`update counters set value = value + 1`.execute(db)
    await sql`update counters set value = value + 1`.execute(tx)
  })
  const error = await outer.catch((reason: unknown) => reason)
  assert.equal(classifyDatabaseError(error)?.retry, 'transaction')
})
