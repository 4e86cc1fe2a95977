import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Transaction, sql } from 'kysely'
import { PostgresSetupError } from './setup-error.ts'

/** A file of the folder, ready to run. */
export interface Migration {
  /** The file's name. */
  readonly file: string
  readonly number: number
  /** SHA-256 of the text, whatever its line ends, so that Git may translate them. */
  readonly checksum: string
  readonly text: string
  run(transaction: Transaction<unknown>): Promise<void>
}

/**
 * Reads the migrations of a folder in the order of their numbers: `012-add-orders.sql` with any
 * number of statements, or `.ts` that exports `up(db)`. A `.sql` or `.ts` file with another kind
 * of name is an error, since it would never run; tests and all other files are left alone.
 */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const names = await readdir(folder).catch((error: Error) => {
    throw new PostgresSetupError('MIGRATIONS_FOLDER', { folder, reason: error.message })
  })
  const files = names.filter((name) => /\.(sql|ts)$/.test(name) && !/\.(test|d)\.ts$/.test(name))
  const migrations = await Promise.all(files.map((file) => readMigration(folder, file)))
  migrations.sort((a, b) => a.number - b.number)
  migrations.forEach(({ file, number }, index) => {
    const next = migrations[index + 1]
    if (next?.number !== number) return
    throw new PostgresSetupError('MIGRATION_NUMBER_TAKEN', { first: file, second: next.file })
  })
  return migrations
}

async function readMigration(folder: string, file: string): Promise<Migration> {
  const [, digits] = /^(\d{3,9})-[\w-]+\.(?:sql|ts)$/.exec(file) ?? []
  if (digits === undefined) throw new PostgresSetupError('MIGRATION_NAME', { file })
  const path = join(folder, file)
  const text = await readFile(path, 'utf8')
  const checksum = createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
  const run = extname(file) === '.sql' ? runText(text) : runModule(path, file)
  return { file, number: Number(digits), checksum, text, run }
}

function runText(text: string): Migration['run'] {
  return async (transaction) => {
    await sql.raw(text).execute(transaction)
  }
}

function runModule(path: string, file: string): Migration['run'] {
  return async (transaction) => {
    const module = (await import(pathToFileURL(resolve(path)).href)) as { up?: unknown }
    if (typeof module.up !== 'function') {
      throw new PostgresSetupError('MIGRATION_WITHOUT_UP', { file })
    }
    await module.up(transaction)
  }
}
