import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, after, before } from 'node:test'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { type Postgres, type PostgresOptions, openPostgres } from './pool.ts'

/** A PostgreSQL for the tests of one file. */
export interface TestPostgres {
  /** Only within a test or a hook. */
  readonly server: EmbeddedPostgres
  /** A new, empty database: how to connect to it. */
  createDatabase(): Promise<PostgresOptions>
  /** A new, empty database with a pool that is closed after the test. */
  open<Schema = unknown>(t: TestContext, options?: PostgresOptions): Promise<Postgres<Schema>>
}

/**
 * Starts one embedded server before the tests of the file that calls this, and ends it after
 * them; its data folder is a temporary one. Nothing is flushed to disk, so do not use it to test
 * what survives a loss of power.
 *
 *     const postgres = testPostgres()
 *
 *     test('a fact', async (t) => {
 *       const { db } = await postgres.open<Schema>(t)
 *     })
 */
export function testPostgres(): TestPostgres {
  let dataDir: string | undefined
  let running: EmbeddedPostgres | undefined
  let admin: Postgres<unknown> | undefined
  const server = () => {
    if (!running) throw new Error('The server of testPostgres() runs within tests only')
    return running
  }
  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'seaworthy-test-'))
    running = await startEmbeddedPostgres({
      dataDir,
      database: 'test',
      settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
    })
    admin = openPostgres({ ...running, max: 1 })
  })
  after(async () => {
    await admin?.close()
    await running?.close()
    if (dataDir) await rm(dataDir, { recursive: true, force: true })
  })
  const createDatabase = async () => {
    const { host, port, user, password } = server()
    const database = `test_${randomUUID().replaceAll('-', '')}`
    // Half the time of the default strategy when nothing is flushed.
    await admin?.pool.query(`create database ${database} strategy file_copy`)
    return { host, port, user, password, database }
  }
  return {
    get server() {
      return server()
    },
    createDatabase,
    async open<Schema>(t: TestContext, options?: PostgresOptions) {
      const postgres = openPostgres<Schema>({ ...(await createDatabase()), ...options })
      t.after(() => postgres.close())
      return postgres
    },
  }
}
