import { Secret } from './secret.ts'
import type { databaseSettings } from './sections/database.ts'
import type { ValuesOf } from './section.ts'

/**
 * The connection string with its TLS mode, from `DB_DSN` or from the parts; `undefined` if no
 * database is named, which means the embedded one.
 */
export function toDatabaseDsn(database: ValuesOf<typeof databaseSettings>): Secret | undefined {
  const { dsn, host, port, user = '', password, name = '', sslMode } = database
  if (dsn !== undefined) return withSslMode(dsn.reveal(), sslMode)
  if (host === undefined) return undefined
  const secret = password === undefined ? '' : `:${encodeURIComponent(password.reveal())}`
  const credentials = `${encodeURIComponent(user)}${secret}`
  const target = `${toUrlHost(host)}:${port}/${encodeURIComponent(name)}`
  return withSslMode(`postgres://${credentials}@${target}`, sslMode)
}

function withSslMode(dsn: string, mode: string): Secret {
  if (/[?&]sslmode=/.test(dsn)) return new Secret(dsn)
  return new Secret(`${dsn}${dsn.includes('?') ? '&' : '?'}sslmode=${mode}`)
}

function toUrlHost(host: string): string {
  if (host.startsWith('/')) return encodeURIComponent(host)
  return host.includes(':') ? `[${host}]` : host
}
