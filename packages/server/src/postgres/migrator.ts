import { type Kysely, type Transaction, sql } from 'kysely'
import { type Migration, readMigrations } from './migration-files.ts'
import { withQueryTimeout } from './query-timeout.ts'
import { PostgresSetupError } from './setup-error.ts'
import { classifyDatabaseError } from './sqlstate.ts'

/** Times are milliseconds. */
export interface MigrateOptions {
  /** Holds the migrations: `NNN-title.sql`, or `.ts` that exports `up(db)`. */
  readonly folder: string
  /** Where the database keeps what was applied; `seaworthy_migrations`. */
  readonly table?: string
  /** How long another process may migrate before this one gives up; 60,000. */
  readonly waitTimeout?: number
  /**
   * How long a statement may wait for the lock on a table; 10,000. All queries on that table wait
   * behind it, so it should fail rather than wait long.
   */
  readonly lockTimeout?: number
  /**
   * Accepts a database that was migrated further than this folder knows, which is what going back
   * to an older version of the service meets; `false`.
   */
  readonly allowNewer?: boolean
}

/**
 * Applies the migrations that the database does not have yet, in the order of their numbers, and
 * returns the names of their files. They only go forward.
 *
 * Each runs in a transaction of its own, together with its record: it is applied as a whole or
 * not at all. Any number of replicas may call this at the same time; an advisory lock lets one
 * work, and each migration runs once. The statement and query timeouts of the pool do not apply.
 *
 * Throws `PostgresSetupError`: a file that failed (with its line), was changed after it was
 * applied, or comes too late for its number; a database that has migrations this folder lacks.
 */
export async function migrate<Schema>(
  db: Kysely<Schema>,
  options: MigrateOptions,
): Promise<readonly string[]> {
  const migrations = await readMigrations(options.folder)
  // Migrations are written for the tables of their time, not for those of today's types.
  const untyped = db as unknown as Kysely<unknown>
  return withQueryTimeout(0, () =>
    untyped.connection().execute(async (session) => {
      const applied: string[] = []
      for (;;) {
        const file = await applyNext(session, migrations, options)
        if (file === undefined) return applied
        applied.push(file)
        // What a file left behind (`set search_path`, as in a dump) is neither for the next one
        // nor for the pool.
        await sql`reset all`.execute(session)
      }
    }),
  )
}

/** One transaction: the lock, a look at what is applied by now, and the next one that is not. */
async function applyNext(
  session: Kysely<unknown>,
  migrations: readonly Migration[],
  options: MigrateOptions,
): Promise<string | undefined> {
  const { table = 'seaworthy_migrations', lockTimeout = 10_000 } = options
  // What others applied while this one waited for the lock must be seen behind it.
  const transaction = session.transaction().setIsolationLevel('read committed')
  return transaction.execute(async (tx) => {
    await waitForLock(tx, table, options)
    const next = findNext(migrations, await readRecords(tx, table), options)
    if (next === undefined) return undefined
    await sql`select set_config('lock_timeout', ${`${lockTimeout}ms`}, true)`.execute(tx)
    await sql`insert into ${sql.table(table)} (file, checksum)
      values (${next.file}, ${next.checksum})`.execute(tx)
    const before = await transactionId(tx)
    await next.run(tx).catch((error: unknown) => {
      throw explainFailure(next, error)
    })
    if ((await transactionId(tx)) !== before) {
      throw new PostgresSetupError('MIGRATION_LEFT_TRANSACTION', { file: next.file })
    }
    return next.file
  })
}

async function waitForLock(
  tx: Transaction<unknown>,
  table: string,
  { waitTimeout = 60_000 }: MigrateOptions,
): Promise<void> {
  try {
    await sql`select set_config('statement_timeout', '0', true),
      set_config('idle_in_transaction_session_timeout', '0', true),
      set_config('lock_timeout', ${`${waitTimeout}ms`}, true)`.execute(tx)
    await sql`select pg_advisory_xact_lock(hashtextextended(${table}, 0))`.execute(tx)
  } catch (error) {
    if (classifyDatabaseError(error)?.kind !== 'locked') throw error
    throw new PostgresSetupError('MIGRATION_BUSY', { wait: waitTimeout }, { cause: error })
  }
}

interface AppliedRecord {
  readonly file: string
  readonly checksum: string
}

async function readRecords(
  tx: Transaction<unknown>,
  table: string,
): Promise<readonly AppliedRecord[]> {
  // Asked first, since `if not exists` wants the right to create even when it creates nothing.
  const { rows } = await sql<{ found: boolean }>`
    select to_regclass(${table}) is not null as found`.execute(tx)
  if (!rows[0]?.found) {
    await sql`create table ${sql.table(table)} (
      file text primary key,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`.execute(tx)
  }
  const records = sql<AppliedRecord>`select file, checksum from ${sql.table(table)}`
  return (await records.execute(tx)).rows
}

/** The first that is not applied, after every one that is was found as it should be. */
function findNext(
  migrations: readonly Migration[],
  records: readonly AppliedRecord[],
  { folder, allowNewer = false }: MigrateOptions,
): Migration | undefined {
  const numberOf = ({ file }: AppliedRecord) => Number.parseInt(file, 10)
  const last = records.toSorted((a, b) => numberOf(a) - numberOf(b)).at(-1)
  const newest = migrations.at(-1)?.number ?? 0
  for (const record of records) {
    const known = migrations.find(({ file }) => file === record.file)
    if (known && known.checksum !== record.checksum) {
      throw new PostgresSetupError('MIGRATION_CHANGED', { file: record.file })
    }
    if (!known && !(allowNewer && numberOf(record) > newest)) {
      throw new PostgresSetupError('MIGRATION_UNKNOWN', { name: record.file, folder })
    }
  }
  const next = migrations.find(({ file }) => !records.some((record) => record.file === file))
  if (next && last && next.number < numberOf(last)) {
    throw new PostgresSetupError('MIGRATION_OUT_OF_ORDER', { file: next.file, last: last.file })
  }
  return next
}

async function transactionId(tx: Transaction<unknown>): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select pg_current_xact_id()::text as id`.execute(tx)
  return rows[0]?.id
}

function explainFailure({ file, text }: Migration, error: unknown): Error {
  if (error instanceof PostgresSetupError) return error
  const reason = error instanceof Error ? error.message : String(error)
  const position = Number((error as { position?: unknown }).position)
  // PostgreSQL counts characters, from 1. A position is one in the file if the file is what it got.
  const before = [...text].slice(0, position - 1).join('')
  const line = file.endsWith('.sql') && position > 0 && before.split('\n').length
  const place = line ? `${file}, line ${line},` : file
  return new PostgresSetupError('MIGRATION_FAILED', { place, reason }, { cause: error })
}
