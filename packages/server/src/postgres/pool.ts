import { Socket } from 'node:net'
import type { ConnectionOptions } from 'node:tls'
import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { CountingPool, type PoolStats } from './counting-pool.ts'
import { columnTypes } from './column-parsers.ts'
import { createClientClass } from './query-timeout.ts'

/** Times are milliseconds. */
export interface PostgresOptions {
  /** `postgres://user:password@host:port/database`; its parts go before those below. */
  readonly connectionString?: string
  readonly host?: string
  /** 5432 if left out. */
  readonly port?: number
  readonly user?: string
  readonly password?: string
  readonly database?: string
  /** `true` demands TLS and a valid certificate; an object goes to `tls.connect`; else no TLS. */
  readonly ssl?: boolean | ConnectionOptions
  /** Connections at most; 25. */
  readonly max?: number
  /** Idle connections that are kept for good once they are open; 5. */
  readonly minIdle?: number
  /** To open a connection; 2,000. `acquireTimeout` ends it too. */
  readonly connectTimeout?: number
  /** To get a connection from the pool, an open or a new one; 2,000. */
  readonly acquireTimeout?: number
  /** After which an idle connection beyond `minIdle` is closed; 60,000. 0 means never. */
  readonly idleTimeout?: number
  /** After which a connection is replaced, once it is idle; 300,000. 0 means never. */
  readonly maxLifetime?: number
  /** After which the server gives a statement up (SQLSTATE 57014); 30,000. 0 means never. */
  readonly statementTimeout?: number
  /**
   * After which this side gives the answer up and closes the connection: for a server that is
   * frozen or cut off. `statementTimeout` and 2,000 more; never if that is 0.
   */
  readonly queryTimeout?: number
  /** After which the server ends a session that does nothing within a transaction; 60,000. */
  readonly idleInTransactionTimeout?: number
  /** For `close()`: until connections that are still in use are cut; 5,000. */
  readonly closeTimeout?: number
  /** What `pg_stat_activity` shows; `seaworthy`. */
  readonly applicationName?: string
  /**
   * Told once about each connection that is lost; never a reason to end the process. The pool
   * replaces it, and whoever uses it gets an error from the query. A process warning if left out.
   */
  readonly onError?: (error: Error) => void
}

export interface Postgres<Schema> extends AsyncDisposable {
  readonly db: Kysely<Schema>
  /** For its counters, and for what Kysely does not do (`LISTEN`). */
  readonly pool: pg.Pool
  stats(): PoolStats
  /**
   * Settles when the server answered a query; rejects on a failure or with the signal's reason.
   * The signal is one of 5,000 ms if left out.
   */
  ping(signal?: AbortSignal): Promise<void>
  /** Waits for the connections in use until `closeTimeout`, then cuts them. Never rejects. */
  close(): Promise<void>
}

/**
 * Opens a pool of connections, and Kysely on top. It connects at the first query, so this neither
 * waits nor fails. How columns arrive is told at `columnTypes`.
 */
export function openPostgres<Schema>(options: PostgresOptions = {}): Postgres<Schema> {
  const { closeTimeout = 5_000, onError = (error: Error) => process.emitWarning(error) } = options
  const sockets = new Set<Socket>()
  const pool = new CountingPool({
    ...toPoolConfig(options),
    // Our own sockets, so that close() has something to cut.
    stream: () => {
      const socket = new Socket()
      sockets.add(socket)
      return socket.once('close', () => sockets.delete(socket))
    },
  })
  // An 'error' that nobody listens to ends the process. The pool listens to idle clients only and
  // tells the error on; a client that is in use (between two queries of a transaction) has nobody.
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    client.once('error', (error) => onError(error))
    client.on('error', () => {})
  })
  let closing: Promise<void> | undefined
  const close = () => (closing ??= closePool(pool, sockets, closeTimeout))
  return {
    db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }),
    pool,
    stats: () => pool.stats(),
    ping: (signal = AbortSignal.timeout(5_000)) => ping(pool, signal),
    close,
    [Symbol.asyncDispose]: close,
  }
}

function toPoolConfig(options: PostgresOptions): pg.PoolConfig {
  const { connectionString, host, port, user, password, database, ssl } = options
  const { statementTimeout = 30_000, connectTimeout = 2_000 } = options
  const { queryTimeout = statementTimeout && statementTimeout + 2_000 } = options
  const Client = createClientClass({ connectTimeout, queryTimeout })
  return {
    ...(connectionString !== undefined && { connectionString }),
    host,
    port,
    user,
    password,
    database,
    ssl: ssl ?? false,
    Client,
    max: options.max ?? 25,
    min: options.minIdle ?? 5,
    connectionTimeoutMillis: options.acquireTimeout ?? 2_000,
    idleTimeoutMillis: options.idleTimeout ?? 60_000,
    maxLifetimeSeconds: (options.maxLifetime ?? 300_000) / 1000,
    statement_timeout: statementTimeout,
    idle_in_transaction_session_timeout: options.idleInTransactionTimeout ?? 60_000,
    application_name: options.applicationName ?? 'seaworthy',
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: columnTypes,
  }
}

async function ping(pool: pg.Pool, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const connecting = pool.connect()
  const client = await untilAborted(connecting, signal).catch((error: unknown) => {
    connecting.then((late) => late.release()).catch(() => {})
    throw error
  })
  try {
    await untilAborted(client.query('select 1'), signal)
    client.release()
  } catch (error) {
    // Not to be used again: its answer may still be on the way.
    client.release(true)
    throw error
  }
}

async function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const aborted = Promise.withResolvers<never>()
  const abort = () => aborted.reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

async function closePool(
  pool: pg.Pool,
  sockets: ReadonlySet<Socket>,
  patience: number,
): Promise<void> {
  // The pool ends before its sockets do: a frozen server would keep them open, and this process.
  const ended = pool.end().then(() => Promise.all([...sockets].map(whenClosed)))
  const late = Promise.withResolvers<void>()
  const deadline = setTimeout(late.resolve, patience)
  await Promise.race([ended, late.promise])
  clearTimeout(deadline)
  for (const socket of sockets) socket.destroy()
}

function whenClosed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()))
}
