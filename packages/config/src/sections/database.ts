import { isUrl } from '../formats/url.ts'
import { section } from '../section.ts'
import { setting } from '../setting.ts'
import { findWeakness } from '../weak-secret.ts'
import { hostForm } from './host-form.ts'

const protocols = ['postgres', 'postgresql'] as const

/** What goes with a host. */
const connection = ['user', 'password', 'name'] as const

const timeout = { minimum: '1ms', maximum: '24h' } as const

/**
 * PostgreSQL: a connection string or its parts. With neither, development and test start an
 * embedded one.
 */
export const databaseSettings = section(
  'database',
  {
    dsn: setting.secret({
      env: 'DB_DSN',
      optional: true,
      expected: 'a connection string (postgres://user:password@host:5432/name)',
      description: 'All of host, port, user, password, name and TLS mode in one.',
      insteadOf: ['DATABASE_URL', 'DB_URL', 'POSTGRES_URL', 'POSTGRES_DSN', 'PG_URL'],
    }),
    host: setting.string({
      env: 'DB_HOST',
      optional: true,
      pattern: new RegExp(`${hostForm.pattern.source}|^/[^\\s]+$`),
      expected: 'a host name, an IP address or the folder of a socket, without scheme or port',
      example: 'postgres',
      description: 'Where PostgreSQL is.',
      insteadOf: ['DB_HOSTNAME', 'PGHOST', 'POSTGRES_HOST'],
    }),
    port: setting.port({
      env: 'DB_PORT',
      default: 5432,
      description: 'Its port.',
      insteadOf: ['PGPORT', 'POSTGRES_PORT'],
    }),
    user: setting.string({
      env: 'DB_USER',
      optional: true,
      example: 'apiuser',
      description: 'The role to connect as.',
      insteadOf: ['DB_USERNAME', 'PGUSER', 'POSTGRES_USER'],
    }),
    password: setting.secret({
      env: 'DB_PASSWORD',
      optional: true,
      description: 'Its password.',
      insteadOf: ['DB_PASS', 'DB_PWD', 'PGPASSWORD', 'POSTGRES_PASSWORD'],
    }),
    name: setting.string({
      env: 'DB_NAME',
      optional: true,
      example: 'apidb',
      description: 'The database.',
      insteadOf: ['DB_DATABASE', 'PGDATABASE', 'POSTGRES_DB'],
    }),
    sslMode: setting.enum(['disable', 'require', 'verify-ca', 'verify-full'], {
      env: 'DB_SSL_MODE',
      default: 'verify-full',
      developmentDefault: 'disable',
      description: 'disable is without TLS; require takes any certificate; verify-full checks it.',
      insteadOf: ['DB_SSL', 'DB_SSLMODE', 'PGSSLMODE'],
    }),
    maxOpenConns: setting.integer({
      env: 'DB_MAX_OPEN_CONNS',
      default: 25,
      minimum: 1,
      maximum: 10_000,
      description: 'Connections at most, for each replica.',
      insteadOf: ['DB_POOL_SIZE', 'DB_POOL_MAX', 'DB_MAX_CONNECTIONS'],
    }),
    maxIdleConns: setting.integer({
      env: 'DB_MAX_IDLE_CONNS',
      default: 5,
      minimum: 0,
      maximum: 10_000,
      description: 'Idle connections that are kept.',
      insteadOf: ['DB_POOL_MIN'],
    }),
    connMaxLifetime: setting.duration({
      env: 'DB_CONN_MAX_LIFETIME',
      default: '5m',
      maximum: '24d',
      description: 'After which a connection is replaced; 0 is never.',
    }),
    connMaxIdleTime: setting.duration({
      env: 'DB_CONN_MAX_IDLE_TIME',
      default: '1m',
      maximum: '24d',
      description: 'After which an idle connection beyond those kept is closed; 0 is never.',
    }),
    connectTimeout: setting.duration({
      env: 'DB_CONNECT_TIMEOUT',
      default: '2s',
      ...timeout,
      description: 'To open a connection.',
    }),
    acquireTimeout: setting.duration({
      env: 'DB_ACQUIRE_TIMEOUT',
      default: '2s',
      ...timeout,
      description: 'To get a connection from the pool.',
    }),
    statementTimeout: setting.duration({
      env: 'DB_STATEMENT_TIMEOUT',
      default: '30s',
      maximum: '24h',
      description: 'For one statement; 0 is no limit.',
    }),
    idleInTransactionTimeout: setting.duration({
      env: 'DB_IDLE_IN_TRANSACTION_TIMEOUT',
      default: '1m',
      maximum: '24h',
      description:
        'After which the server ends a session that idles within a transaction; 0 is never.',
    }),
  },
  {
    description:
      'PostgreSQL: `DB_DSN`, or `DB_HOST` with its companions. With neither, development and test start an embedded one.',
    checks: [
      ({ dsn }, { isSet, name }) => {
        const parts = (['host', 'port', 'user', 'password', 'name', 'sslMode'] as const).filter(
          isSet,
        )
        if (dsn === undefined || parts.length === 0) return undefined
        return {
          keys: ['dsn', ...parts],
          message: `${name('dsn')} already says what ${parts.map(name).join(', ')} would`,
          fix: `Unset ${name('dsn')} or ${parts.map(name).join(', ')}`,
        }
      },
      ({ dsn }, { name }) =>
        dsn === undefined || isDsn(dsn.reveal())
          ? undefined
          : {
              keys: ['dsn'],
              message: `${name('dsn')} is no connection string`,
              fix: 'Write it like postgres://user:password@host:5432/name; in the password write %40 for @, %3A for : and %2F for /',
            },
      ({ dsn }, { deployed, environment, name }) => {
        const password = URL.parse(dsn?.reveal() ?? '')?.password ?? ''
        if (!deployed || password === '' || findWeakness(decode(password)) === undefined)
          return undefined
        return {
          keys: ['dsn'],
          message: `the password in ${name('dsn')} can be guessed`,
          fix: `Give the role another one for ${environment}: openssl rand -base64 32`,
        }
      },
      ({ dsn, host }, { deployed, environment, isSet, name }) => {
        if (dsn !== undefined || host !== undefined || !deployed) return undefined
        // The last check of the connection tells that.
        if (connection.some(isSet)) return undefined
        return {
          keys: ['dsn', 'host'],
          message: `no database is named; the embedded one is not for ${environment}`,
          fix: `Set ${name('dsn')}, or ${name('host')} with ${connection.map(name).join(', ')}`,
        }
      },
      ({ dsn, host, user, password, name: database }, { name }) => {
        if (host === undefined || dsn !== undefined) return undefined
        const given = { user, password, name: database }
        const keys = connection.filter((key) => given[key] === undefined)
        if (keys.length === 0) return undefined
        return {
          keys: ['host', ...keys],
          message: `${name('host')} is set without ${keys.map(name).join(', ')}`,
          fix: `Set ${keys.map(name).join(', ')}; for a role without a password use ${name('dsn')}`,
        }
      },
      ({ host }, { isSet, name }) => {
        const parts = connection.filter(isSet)
        if (host !== undefined || isSet('dsn') || parts.length === 0) return undefined
        return {
          keys: [...parts],
          message: `${parts.map(name).join(', ')} without ${name('host')}: it is not known where the database is`,
          fix: `Set ${name('host')}, or unset ${parts.map(name).join(', ')}`,
        }
      },
      ({ maxIdleConns, maxOpenConns }, { show, name }) =>
        maxIdleConns <= maxOpenConns
          ? undefined
          : {
              keys: ['maxIdleConns', 'maxOpenConns'],
              message: `${show('maxIdleConns')} is over ${show('maxOpenConns')}`,
              fix: `Lower ${name('maxIdleConns')} to ${maxOpenConns} or less, or raise ${name('maxOpenConns')}`,
            },
      ({ connMaxIdleTime, connMaxLifetime }, { show, name, isSet }) =>
        connMaxLifetime === 0 || connMaxIdleTime <= connMaxLifetime || !isSet('connMaxIdleTime')
          ? undefined
          : {
              keys: ['connMaxIdleTime', 'connMaxLifetime'],
              message: `${show('connMaxIdleTime')} is longer than ${show('connMaxLifetime')}, so it does nothing`,
              fix: `Lower ${name('connMaxIdleTime')} or raise ${name('connMaxLifetime')}`,
            },
    ],
  },
)

/** Without a host it can name the folder of a socket: `postgres:///name?host=/run/postgresql`. */
function isDsn(text: string): boolean {
  const local = /^(postgres(?:ql)?:\/\/)\/(?=.*[?&]host=)/
  return isUrl(text.replace(local, '$1localhost/'), protocols)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
