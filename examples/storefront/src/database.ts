import { toDatabaseDsn } from '@seaworthy/config'
import { join } from 'node:path'
import { type Postgres, openPostgres, startEmbeddedPostgres } from 'seaworthy/postgres'
import type { StorefrontConfig } from './config.ts'

export interface StorefrontDatabase<Schema> extends Postgres<Schema> {
  /** For the operator: which database this is. */
  readonly description: string
}

/**
 * Opens the database that `DB_HOST` or `DB_DSN` names. Without either, starts a PostgreSQL of its
 * own that keeps its data in `DATA_DIR`.
 */
export async function openDatabase<Schema>(
  config: StorefrontConfig,
  signal: AbortSignal,
): Promise<StorefrontDatabase<Schema>> {
  const { database, storefront } = config
  const pool = {
    max: database.maxOpenConns,
    minIdle: database.maxIdleConns,
    connectTimeout: database.connectTimeout,
    acquireTimeout: database.acquireTimeout,
    idleTimeout: database.connMaxIdleTime,
    maxLifetime: database.connMaxLifetime,
    statementTimeout: database.statementTimeout,
    idleInTransactionTimeout: database.idleInTransactionTimeout,
    applicationName: 'storefront',
  }
  const dsn = toDatabaseDsn(database)
  if (dsn !== undefined) {
    const postgres = openPostgres<Schema>({ ...pool, connectionString: dsn.reveal() })
    await postgres.ping(signal)
    return { ...postgres, description: `PostgreSQL at ${database.host ?? 'DB_DSN'}` }
  }
  const dataDir = join(storefront.dataDir, 'postgres')
  const embedded = await startEmbeddedPostgres({ dataDir, database: 'storefront', signal })
  const postgres = openPostgres<Schema>({ ...pool, connectionString: embedded.connectionString })
  return {
    ...postgres,
    description: `an embedded PostgreSQL in ${dataDir}`,
    async close() {
      await postgres.close()
      await embedded.close()
    },
  }
}
