import { join } from 'node:path'
import { type Postgres, openPostgres, startEmbeddedPostgres } from 'seaworthy/postgres'

export interface OpenDatabase<Schema> extends Postgres<Schema> {
  /** For the operator: which database this is. */
  readonly description: string
}

/**
 * Opens the database that `DB_HOST` or `DB_DSN` names. Without either, starts a PostgreSQL of its
 * own that keeps its data in `DATA_DIR` (`.data`).
 */
export async function openDatabase<Schema>(env: NodeJS.ProcessEnv): Promise<OpenDatabase<Schema>> {
  const { DB_DSN: dsn, DB_HOST: host } = env
  if (dsn !== undefined || host !== undefined) {
    const connection =
      dsn === undefined
        ? {
            host,
            port: Number(env['DB_PORT'] ?? 5432),
            user: env['DB_USER'],
            password: env['DB_PASSWORD'],
            database: env['DB_NAME'] ?? 'storefront',
          }
        : { connectionString: dsn }
    const postgres = openPostgres<Schema>(defined(connection))
    return { ...postgres, description: `PostgreSQL at ${host ?? 'DB_DSN'}` }
  }
  const folder = env['DATA_DIR'] ?? new URL('../.data', import.meta.url).pathname
  const dataDir = join(folder, 'postgres')
  const embedded = await startEmbeddedPostgres({ dataDir, database: 'storefront' })
  const postgres = openPostgres<Schema>({ connectionString: embedded.connectionString })
  return {
    ...postgres,
    description: `embedded PostgreSQL, data in ${dataDir}`,
    async close() {
      await postgres.close()
      await embedded.close()
    },
  }
}

function defined<Value extends object>(
  value: Value,
): { [Key in keyof Value]: NonNullable<Value[Key]> } {
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return Object.fromEntries(entries) as { [Key in keyof Value]: NonNullable<Value[Key]> }
}
