import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { migrate } from './migrator.ts'
import { type PostgresOptions, openPostgres } from './pool.ts'
import { PostgresSetupError } from './setup-error.ts'
import { testPostgres } from './test-postgres.ts'

const postgres = testPostgres()

const users = { '001-users.sql': 'create table users (id int); insert into users values (1);' }
const orders = { '002-orders.sql': 'create table orders (id int)' }

test('migrations run in the order of their numbers, once', async (t) => {
  const { db, folder } = await prepare(t, {
    '1000-last.sql': 'insert into steps values (4)',
    '010-third.sql': 'insert into steps values (3)',
    '001-first.sql': 'create table steps (number int); insert into steps values (1)',
    '002-second.ts': `export async function up(db) {
      await db.insertInto('steps').values({ number: 2 }).execute()
    }`,
    'README.md': 'not a migration',
    '002-second.test.ts': 'not a migration',
  })
  const inOrder = ['001-first.sql', '002-second.ts', '010-third.sql', '1000-last.sql']
  assert.deepEqual(await migrate(db, { folder }), inOrder)
  assert.deepEqual(await migrate(db, { folder }), [])
  const { rows } = await sql`select number from steps`.execute(db)
  assert.deepEqual(rows, [{ number: 1 }, { number: 2 }, { number: 3 }, { number: 4 }])
})

test('only what is new runs', async (t) => {
  const { db, folder, write } = await prepare(t, users)
  await migrate(db, { folder })
  await write(orders)
  assert.deepEqual(await migrate(db, { folder }), ['002-orders.sql'])
})

test('three pools at once run each migration once', async (t) => {
  const { connection, folder } = await prepare(t, { ...users, ...orders })
  const pools = [1, 2, 3].map(() => openPostgres(connection))
  t.after(() => Promise.all(pools.map((pool) => pool.close())))
  const applied = await Promise.all(pools.map(({ db }) => migrate(db, { folder })))
  assert.deepEqual(applied.flat().sort(), ['001-users.sql', '002-orders.sql'])
})

test('three processes at once run each migration once', async (t) => {
  const { connection, db, folder } = await prepare(t, { ...users, ...orders })
  const program = `
    import { migrate } from ${JSON.stringify(import.meta.resolve('./migrator.ts'))}
    import { openPostgres } from ${JSON.stringify(import.meta.resolve('./pool.ts'))}
    const { db, close } = openPostgres(${JSON.stringify(connection)})
    console.log(JSON.stringify(await migrate(db, { folder: ${JSON.stringify(folder)} })))
    await close()`
  const run = async () => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program])
    const texts = [text(child.stdout), text(child.stderr)] as const
    const [output, errors] = await Promise.all([...texts, once(child, 'exit')])
    assert.equal(errors, '')
    return JSON.parse(output) as string[]
  }
  const applied = await Promise.all([run(), run(), run()])
  assert.deepEqual(applied.flat().sort(), ['001-users.sql', '002-orders.sql'])
  assert.deepEqual((await sql`select id from users`.execute(db)).rows, [{ id: 1 }])
})

test('a migration that fails leaves nothing, names its line, and undoes no other', async (t) => {
  const { db, folder, write } = await prepare(t, {
    ...users,
    '002-broken.sql': `create table half (id int);
      -- 𝄞 is one character
      insert into half values (1);
      select nonsense;`,
  })
  await assert.rejects(migrate(db, { folder }), {
    code: 'MIGRATION_FAILED',
    message: /^002-broken.sql, line 4, failed and was undone: column "nonsense" does not exist\n/,
  })
  assert.deepEqual(await tables(db), ['seaworthy_migrations', 'users'])
  await write({ '002-broken.sql': 'create table whole (id int)' })
  assert.deepEqual(await migrate(db, { folder }), ['002-broken.sql'])
})

test('a .ts migration that throws leaves nothing', async (t) => {
  const { db, folder } = await prepare(t, {
    '001-half.ts': `export async function up(db) {
      await db.schema.createTable('half').addColumn('id', 'integer').execute()
      throw new Error('on purpose')
    }`,
  })
  await assert.rejects(migrate(db, { folder }), {
    code: 'MIGRATION_FAILED',
    message: /^001-half.ts failed and was undone: on purpose/,
  })
  assert.deepEqual(await tables(db), [])
})

test('a file that was changed after it was applied is refused by name', async (t) => {
  const { db, folder, write } = await prepare(t, users)
  await migrate(db, { folder })
  await write({ '001-users.sql': 'create table users (id bigint)', ...orders })
  await assert.rejects(migrate(db, { folder }), {
    code: 'MIGRATION_CHANGED',
    message: /^001-users.sql was changed/,
  })
  assert.deepEqual(await tables(db), ['seaworthy_migrations', 'users'])
})

test('other line ends are no change', async (t) => {
  const unix = { '001-a.sql': 'create table a (id int);\nselect 1;\n' }
  const { db, folder, write } = await prepare(t, unix)
  await migrate(db, { folder })
  await write({ '001-a.sql': 'create table a (id int);\r\nselect 1;\r\n' })
  assert.deepEqual(await migrate(db, { folder }), [])
})

test('a database that is further than the folder is refused, unless that is wanted', async (t) => {
  const { db, folder, remove } = await prepare(t, { ...users, ...orders })
  await migrate(db, { folder })
  await remove('002-orders.sql')
  await assert.rejects(migrate(db, { folder }), {
    code: 'MIGRATION_UNKNOWN',
    message: /has the migration 002-orders.sql.*allowNewer/s,
  })
  assert.deepEqual(await migrate(db, { folder, allowNewer: true }), [])
})

test('a gap below what the folder knows is refused even then', async (t) => {
  const { db, folder, remove } = await prepare(t, { ...users, ...orders })
  await migrate(db, { folder })
  await remove('001-users.sql')
  await assert.rejects(migrate(db, { folder, allowNewer: true }), { code: 'MIGRATION_UNKNOWN' })
})

test('a migration that comes too late for its number is refused', async (t) => {
  const { db, folder, write } = await prepare(t, orders)
  await migrate(db, { folder })
  await write(users)
  await assert.rejects(migrate(db, { folder }), {
    code: 'MIGRATION_OUT_OF_ORDER',
    message: /^001-users.sql comes before 002-orders.sql/,
  })
})

test('a file that would never run is refused: its name, its number, its exports', async (t) => {
  const cases = [
    [{ '1-short.sql': '' }, 'MIGRATION_NAME', /^1-short.sql is not named/],
    [{ '001-a.sql': '', '001-b.sql': '' }, 'MIGRATION_NUMBER_TAKEN', /^001-a.sql and 001-b.sql/],
    [{ '001-a.ts': 'export const down = 1' }, 'MIGRATION_WITHOUT_UP', /^001-a.ts exports no/],
  ] as const
  for (const [files, code, message] of cases) {
    const { db, folder } = await prepare(t, files)
    await assert.rejects(migrate(db, { folder }), { code, message })
  }
  const { db, folder } = await prepare(t, {})
  await assert.rejects(migrate(db, { folder: join(folder, 'none') }), { code: 'MIGRATIONS_FOLDER' })
})

test('a file that ends its transaction is reported', async (t) => {
  const files = { '001-a.sql': 'create table a (id int); commit; begin;' }
  const { db, folder } = await prepare(t, files)
  await assert.rejects(migrate(db, { folder }), { code: 'MIGRATION_LEFT_TRANSACTION' })
})

test('what a file sets for its session does not reach the pool', async (t) => {
  const { db, folder } = await prepare(t, {
    '001-dump.sql': "select set_config('search_path', '', false); create table public.a (id int)",
    '002-more.sql': 'create table public.b (id int)',
  })
  await migrate(db, { folder })
  assert.deepEqual((await sql`select * from a`.execute(db)).rows, [])
})

test('the timeouts of the pool do not end a migration', async (t) => {
  const slow = { '001-slow.sql': 'select pg_sleep(0.2)' }
  const { db, folder } = await prepare(t, slow, { statementTimeout: 100, queryTimeout: 100 })
  assert.deepEqual(await migrate(db, { folder }), ['001-slow.sql'])
  await assert.rejects(sql`select pg_sleep(60)`.execute(db))
})

test('a process that waits too long for another gives up', async (t) => {
  const { db, folder } = await prepare(t, users)
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('seaworthy_migrations', 0))`.execute(tx)
    await assert.rejects(migrate(db, { folder, waitTimeout: 20 }), { code: 'MIGRATION_BUSY' })
  })
  assert.deepEqual(await migrate(db, { folder }), ['001-users.sql'])
})

test('a statement that waits too long for a table fails rather than holding it up', async (t) => {
  const { db, folder, write } = await prepare(t, users)
  await migrate(db, { folder })
  await write({ '002-alter.sql': 'alter table users add column name text' })
  await db.transaction().execute(async (tx) => {
    await sql`lock table users in access share mode`.execute(tx)
    await assert.rejects(migrate(db, { folder, lockTimeout: 20 }), (error) => {
      assert.ok(error instanceof PostgresSetupError)
      assert.equal((error.cause as { code?: string }).code, '55P03')
      return true
    })
  })
  assert.deepEqual(await migrate(db, { folder }), ['002-alter.sql'])
})

test('a role that cannot create tables can still find everything applied', async (t) => {
  const { connection, db, folder } = await prepare(t, users)
  await migrate(db, { folder })
  const role = `reader_${connection.database}`
  const setup = `create role ${role} login password 'x';
    grant select on seaworthy_migrations to ${role}`
  await sql.raw(setup).execute(db)
  const reader = openPostgres({ ...connection, user: role, password: 'x' })
  t.after(() => reader.close())
  assert.deepEqual(await migrate(reader.db, { folder }), [])
})

type Database = ReturnType<typeof openPostgres>['db']

type Files = Readonly<Record<string, string>>

/** A folder with these files, and an empty database. */
async function prepare(t: TestContext, files: Files, options?: PostgresOptions) {
  const folder = await mkdtemp(join(tmpdir(), 'seaworthy-migrations-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const write = async (more: Files) => {
    for (const [name, content] of Object.entries(more)) await writeFile(join(folder, name), content)
  }
  await write(files)
  const connection = await postgres.createDatabase()
  const { db, close } = openPostgres({ ...connection, ...options })
  t.after(close)
  return { folder, connection, db, write, remove: (name: string) => rm(join(folder, name)) }
}

async function tables(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`.execute(db)
  return rows.map(({ name }) => name)
}
