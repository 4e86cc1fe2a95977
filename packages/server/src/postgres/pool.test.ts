import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { type Postgres, openPostgres } from './pool.ts'
import { withQueryTimeout } from './query-timeout.ts'
import { type FaultKind, classifyDatabaseError } from './sqlstate.ts'
import { testPostgres } from './test-postgres.ts'

const postgres = testPostgres()

test('columns arrive as JSON can carry them, and nothing is rounded', async (t) => {
  const { pool } = await postgres.open(t)
  const { rows } = await pool.query(`select
    9007199254740991::int8 as bigint, count(*), 1.10::numeric as numeric, date '2026-03-29' as date,
    timestamptz '2026-01-02 03:04:05Z' as second,
    timestamptz '2026-01-02 03:04:05.1+02' as tenth,
    timestamptz '2026-01-02 03:04:05.123456Z' as microsecond,
    timestamp '2026-01-02 03:04:05' as local,
    timestamptz 'infinity' as infinity,
    array[1, null]::int8[] as bigints,
    array[timestamptz '2026-01-02 03:04:05Z'] as times`)
  assert.deepEqual(rows[0], {
    bigint: Number.MAX_SAFE_INTEGER,
    count: 1,
    numeric: '1.10',
    date: '2026-03-29',
    second: '2026-01-02T03:04:05.000Z',
    tenth: '2026-01-02T01:04:05.100Z',
    microsecond: '2026-01-02T03:04:05.123456Z',
    local: '2026-01-02T03:04:05.000',
    infinity: 'infinity',
    bigints: [1, null],
    times: ['2026-01-02T03:04:05.000Z'],
  })
})

test('a time arrives in UTC whatever the time zone of the session', async (t) => {
  const { pool } = await postgres.open(t, { max: 1 })
  for (const zone of ['Asia/Kolkata', 'America/St_Johns', 'Europe/Berlin', 'UTC']) {
    await pool.query(`set timezone = '${zone}'`)
    const { rows } = await pool.query(`select
      timestamptz '2026-07-01 23:30:00.25Z' as time, timestamptz '1850-01-01 00:00:00Z' as old`)
    assert.deepEqual(rows[0], { time: '2026-07-01T23:30:00.250Z', old: '1850-01-01T00:00:00.000Z' })
  }
})

test('a time that was read finds its row again', async (t) => {
  const { db } = await open<{ notes: { at: string } }>(t, 'create table notes (at timestamptz)')
  await sql`insert into notes select clock_timestamp() from generate_series(1, 20)`.execute(db)
  const { at } = await db.selectFrom('notes').select('at').executeTakeFirstOrThrow()
  assert.equal((await db.selectFrom('notes').where('at', '=', at).selectAll().execute()).length, 1)
})

test('a bigint that a number cannot hold is an error, and the connection goes on', async (t) => {
  const { db, pool } = await postgres.open(t, { max: 1 })
  await assert.rejects(sql`select 9007199254740993::int8`.execute(db), /select it as text/)
  assert.deepEqual((await sql`select 1 as one`.execute(db)).rows, [{ one: 1 }])
  assert.equal(pool.totalCount, 1)
})

test('sessions have a name and timeouts', async (t) => {
  const { pool } = await postgres.open(t)
  const { rows } = await pool.query(`select
    current_setting('application_name') as name,
    current_setting('statement_timeout') as statement,
    current_setting('idle_in_transaction_session_timeout') as idle`)
  assert.deepEqual(rows, [{ name: 'seaworthy', statement: '30s', idle: '1min' }])
})

test('an idle connection that is lost is reported and replaced', async (t) => {
  const lost: Error[] = []
  const { db } = await postgres.open(t, { onError: (error) => lost.push(error) })
  const pid = await backendPid(db)
  await terminate(t, pid)
  assert.notEqual(await backendPid(db), pid)
  assert.equal(lost.length, 1)
})

test('a connection that is lost within a transaction fails its next query', async (t) => {
  const lost = Promise.withResolvers<Error>()
  const { db } = await postgres.open(t, { onError: lost.resolve })
  const transaction = db.transaction().execute(async (tx) => {
    await terminate(t, await backendPid(tx))
    await lost.promise
    await sql`select 1`.execute(tx)
  })
  await assert.rejects(transaction, isFault('connectionLost'))
  assert.ok(isFault('connectionLost')(await lost.promise))
  await sql`select 1`.execute(db)
})

test('a caller that gets no connection in time gets an error and leaves the queue', async (t) => {
  const { db, pool } = await postgres.open(t, { max: 1, acquireTimeout: 400 })
  await db.connection().execute(async () => {
    await assert.rejects(sql`select 1`.execute(db), isFault('unavailable'))
    assert.equal(pool.waitingCount, 0)
  })
  await sql`select 1`.execute(db)
})

test('a server that takes the connection and says nothing is given up', async (t) => {
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  t.after(() => silent.close())
  const { port } = silent.address() as AddressInfo
  const { db, close } = openPostgres({ host: '127.0.0.1', port, connectTimeout: 20 })
  await assert.rejects(sql`select 1`.execute(db), isFault('unavailable'))
  await close()
})

test('nobody listening is an error at once, and no crash', async (t) => {
  const { port } = await freePort()
  const { ping, close } = openPostgres({ host: '127.0.0.1', port })
  t.after(close)
  await assert.rejects(ping(), isFault('unavailable'))
})

test('the server gives up a statement that takes too long', async (t) => {
  const { db } = await postgres.open(t, { statementTimeout: 200 })
  await assert.rejects(sql`select pg_sleep(60)`.execute(db), { code: '57014' })
  await sql`select 1`.execute(db)
})

test('an overdue answer closes the connection, and the next query has another', async (t) => {
  const { db, pool } = await postgres.open(t, { queryTimeout: 250, max: 1 })
  const pid = await freeze(t, db)
  await assert.rejects(sql`select 1`.execute(db), isFault('timeout'))
  assert.notEqual(await backendPid(db), pid)
  assert.equal(pool.totalCount, 1)
})

test('an overdue answer within a transaction leaves no connection behind', async (t) => {
  const { db, pool } = await postgres.open(t, { queryTimeout: 250, max: 1 })
  const transaction = db.transaction().execute(async (tx) => {
    await freeze(t, tx)
    await sql`select 1`.execute(tx)
  })
  await assert.rejects(transaction, /Query read timeout/)
  await sql`select 1`.execute(db)
  assert.equal(pool.totalCount, 1)
})

test('the rest of a budget can be shorter or longer than the timeout of the pool', async (t) => {
  const { db, pool } = await postgres.open(t, { queryTimeout: 50, statementTimeout: 0 })
  const slow = () => sql`select pg_sleep(0.1)`.execute(db)
  await assert.rejects(slow(), /Query read timeout/)
  await withQueryTimeout(0, slow)
  await withQueryTimeout(60_000, () => pool.query('select pg_sleep(0.1)'))
  const patient = await postgres.open(t)
  await assert.rejects(
    withQueryTimeout(20, () => patient.pool.query({ text: 'select pg_sleep(60)' })),
    /Query read timeout/,
  )
})

test('ping settles when the server answers', async (t) => {
  const { ping, pool } = await postgres.open(t)
  await ping()
  assert.equal(pool.idleCount, 1)
})

test('ping of a frozen server rejects with the reason of its signal', async (t) => {
  const { db, ping, pool } = await postgres.open(t, { max: 1 })
  await freeze(t, db)
  const abort = new AbortController()
  pool.once('acquire', () => setImmediate(() => abort.abort(new Error('too late'))))
  await assert.rejects(ping(abort.signal), { message: 'too late' })
  assert.equal(pool.totalCount, 0)
})

test('ping of an exhausted pool rejects when its signal says so, and keeps nothing', async (t) => {
  const { db, ping, pool } = await postgres.open(t, { max: 1, acquireTimeout: 0 })
  await db.connection().execute(async () => {
    const abort = new AbortController()
    const pinging = ping(abort.signal)
    abort.abort(new Error('too late'))
    await assert.rejects(pinging, { message: 'too late' })
  })
  await sql`select 1`.execute(db)
  assert.equal(pool.idleCount, 1)
})

test('close waits for the connections in use', async (t) => {
  const { db, close } = await postgres.open(t)
  const events: string[] = []
  const acquired = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  const using = db.connection().execute(async (session) => {
    acquired.resolve()
    await released.promise
    await sql`select 1`.execute(session)
    events.push('used')
  })
  await acquired.promise
  const closing = close().then(() => events.push('closed'))
  await assert.rejects(sql`select 1`.execute(db), isFault('unavailable'))
  released.resolve()
  await Promise.all([using, closing])
  assert.deepEqual(events, ['used', 'closed'])
  await close()
})

test('close cuts a connection that is still in use at its deadline', async (t) => {
  const { db, close, pool } = await postgres.open(t, { closeTimeout: 20, onError: () => {} })
  const acquired = once(pool, 'acquire')
  const query = assert.rejects(sql`select pg_sleep(60)`.execute(db), /terminated/)
  await acquired
  await close()
  await query
})

test('close of a pool that was never used settles', async () => {
  await openPostgres({ host: '127.0.0.1', port: 1 }).close()
})

async function open<Schema>(t: TestContext, text: string): Promise<Postgres<Schema>> {
  const opened = await postgres.open<Schema>(t)
  await opened.pool.query(text)
  return opened
}

type Queryable = Postgres<unknown>['db']

async function backendPid(db: Queryable): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
  return rows[0]?.pid ?? 0
}

async function terminate(t: TestContext, pid: number): Promise<void> {
  const { pool } = await postgres.open(t)
  // Waits until it is gone.
  await pool.query('select pg_terminate_backend($1, 10000)', [pid])
}

function isFault(kind: FaultKind): (error: unknown) => boolean {
  return (error) => classifyDatabaseError(error)?.kind === kind
}

/** Until the test ends, the process that serves the connection hangs. */
async function freeze(t: TestContext, db: Queryable): Promise<number> {
  const pid = await backendPid(db)
  process.kill(pid, 'SIGSTOP')
  t.after(() => process.kill(pid, 'SIGCONT'))
  return pid
}

async function freePort(): Promise<AddressInfo> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return address
}

test('who had to wait for a connection is counted', async (t) => {
  const { db, stats } = await postgres.open(t, { max: 1, minIdle: 0 })
  const select = () => sql`select pg_sleep(0.02)`.execute(db)
  await Promise.all([select(), select(), select()])
  const { max, waitCount, waitSeconds, waiting } = stats()
  assert.deepEqual({ max, waitCount, waiting }, { max: 1, waitCount: 2, waiting: 0 })
  assert.ok(waitSeconds > 0.02, String(waitSeconds))
})
