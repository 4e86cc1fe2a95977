import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { allSections, problemsOf, productionEnv } from '../test-config.ts'

const local = { ENVIRONMENT: 'test' }
const {
  DB_HOST: _host,
  DB_USER: _user,
  DB_NAME: _name,
  DB_PASSWORD: _,
  ...deployed
} = productionEnv
const dsn = (password: string) => `postgres://app:${password}@db/shop`

/** What is set, and the problems that it is. */
const rules: Record<string, [title: string, env: Record<string, string>, problems: string[]][]> = {
  server: [
    [
      'budgets of a shutdown that do not add up are told with the numbers to change',
      { ...productionEnv, SERVER_DRAIN_TIMEOUT: '20s' },
      [
        'server (environment): SERVER_DRAIN_DELAY=5s (default) + SERVER_DRAIN_TIMEOUT=20s + SERVER_CLOSE_TIMEOUT=5s (default) + SERVER_FLUSH_TIMEOUT=2s (default) + 1s to abort requests make 33s, over SERVER_SHUTDOWN_TIMEOUT=30s (default). Raise SERVER_SHUTDOWN_TIMEOUT to 33s or more, or lower the parts by 3s [RULE_BROKEN]',
      ],
    ],
    [
      'a total below the default parts is too little',
      { ...productionEnv, SERVER_SHUTDOWN_TIMEOUT: '27s' },
      [
        'server (environment): SERVER_DRAIN_DELAY=5s (default) + SERVER_DRAIN_TIMEOUT=15s (default) + SERVER_CLOSE_TIMEOUT=5s (default) + SERVER_FLUSH_TIMEOUT=2s (default) + 1s to abort requests make 28s, over SERVER_SHUTDOWN_TIMEOUT=27s. Raise SERVER_SHUTDOWN_TIMEOUT to 28s or more, or lower the parts by 1s [RULE_BROKEN]',
      ],
    ],
    [
      'a total equal to the parts is enough',
      { ...productionEnv, SERVER_SHUTDOWN_TIMEOUT: '28s' },
      [],
    ],
    [
      'headers arrive within the request',
      { ...local, SERVER_READ_TIMEOUT: '5s' },
      [
        'server (environment): SERVER_HEADERS_TIMEOUT=10s (default) is longer than SERVER_READ_TIMEOUT=5s, which includes it. Lower SERVER_HEADERS_TIMEOUT or raise SERVER_READ_TIMEOUT [RULE_BROKEN]',
      ],
    ],
    [
      'any free port is not for production',
      { ...productionEnv, SERVER_PORT: '0' },
      [
        'server (environment): SERVER_PORT=0 takes any free port, which nobody can find in production. Set SERVER_PORT to a port, such as 8080 [RULE_BROKEN]',
      ],
    ],
  ],
  database: [
    [
      'a connection string and its parts exclude each other',
      { ...local, DB_DSN: dsn('x'), DB_HOST: 'db', DB_PORT: '5432', DB_SSL_MODE: 'require' },
      [
        'database (environment): DB_DSN already says what DB_HOST, DB_PORT, DB_SSL_MODE would. Unset DB_DSN or DB_HOST, DB_PORT, DB_SSL_MODE [RULE_BROKEN]',
      ],
    ],
    [
      'a host comes with user, password and name',
      { ...local, DB_HOST: 'db', DB_USER: 'app' },
      [
        'database (environment): DB_HOST is set without DB_PASSWORD, DB_NAME. Set DB_PASSWORD, DB_NAME; for a role without a password use DB_DSN [RULE_BROKEN]',
      ],
    ],
    [
      'parts without a host lead nowhere',
      { ...local, DB_USER: 'app', DB_PASSWORD: 'x' },
      [
        'database (environment): DB_USER, DB_PASSWORD without DB_HOST: it is not known where the database is. Set DB_HOST, or unset DB_USER, DB_PASSWORD [RULE_BROKEN]',
      ],
    ],
    [
      'staging and production name a database',
      { ...deployed, ENVIRONMENT: 'staging' },
      [
        'database: no database is named; the embedded one is not for staging. Set DB_DSN, or DB_HOST with DB_USER, DB_PASSWORD, DB_NAME [RULE_BROKEN]',
      ],
    ],
    [
      'a weak password within a connection string is refused there',
      { ...deployed, DB_DSN: dsn('change%2Dme') },
      [
        'database (environment): the password in DB_DSN can be guessed. Give the role another one for production: openssl rand -base64 32 [RULE_BROKEN]',
      ],
    ],
    ['and taken elsewhere', { ...local, DB_DSN: dsn('changeme') }, []],
    ['a good one is taken', { ...deployed, DB_DSN: dsn('k4Vq-not-guessed-9') }, []],
    ['a certificate needs no password', { ...deployed, DB_DSN: 'postgresql://app@db:1/shop' }, []],
    ['a socket needs no host', { ...local, DB_DSN: 'postgres:///shop?host=/run/postgresql' }, []],
    [
      'the password of the guide is refused in production',
      { ...productionEnv, DB_PASSWORD: 'secret' },
      [
        'DB_PASSWORD (environment): the secret is well known, so it can be guessed. Make one for production: openssl rand -base64 32 [SECRET_WEAK]',
      ],
    ],
    [
      'no more idle than open connections',
      { ...local, DB_MAX_OPEN_CONNS: '3' },
      [
        'database (environment): DB_MAX_IDLE_CONNS=5 (default) is over DB_MAX_OPEN_CONNS=3. Lower DB_MAX_IDLE_CONNS to 3 or less, or raise DB_MAX_OPEN_CONNS [RULE_BROKEN]',
      ],
    ],
    [
      'a connection is not idle for longer than it lives',
      { ...local, DB_CONN_MAX_IDLE_TIME: '10m' },
      [
        'database (environment): DB_CONN_MAX_IDLE_TIME=10m is longer than DB_CONN_MAX_LIFETIME=5m (default), so it does nothing. Lower DB_CONN_MAX_IDLE_TIME or raise DB_CONN_MAX_LIFETIME [RULE_BROKEN]',
      ],
    ],
    [
      'unless it lives for ever',
      { ...local, DB_CONN_MAX_IDLE_TIME: '10m', DB_CONN_MAX_LIFETIME: '0' },
      [],
    ],
  ],
  redis: [
    [
      'an address and its parts exclude each other',
      { ...local, REDIS_URL: 'redis://redis', REDIS_DB: '0' },
      [
        'redis (environment): REDIS_URL already says what REDIS_DB would. Unset REDIS_URL or REDIS_DB [RULE_BROKEN]',
      ],
    ],
    [
      'a password without a host leads nowhere',
      { ...local, REDIS_PASSWORD: 'x' },
      [
        'redis (environment): REDIS_PASSWORD without REDIS_HOST: it is not known where Redis is. Set REDIS_HOST, or unset REDIS_PASSWORD [RULE_BROKEN]',
      ],
    ],
    [
      'a weak password within an address is refused in production',
      { ...productionEnv, REDIS_URL: 'redis://:redis@redis' },
      [
        'redis (environment): the password in REDIS_URL can be guessed. Set another one for production: openssl rand -base64 32 [RULE_BROKEN]',
      ],
    ],
  ],
  auth: [
    [
      'an access token does not outlive a refresh token',
      { ...local, JWT_EXPIRATION: '8d' },
      [
        'auth (environment): JWT_EXPIRATION=192h is longer than REFRESH_EXPIRATION=168h (default). Lower JWT_EXPIRATION or raise REFRESH_EXPIRATION [RULE_BROKEN]',
      ],
    ],
    [
      'a hash is neither too cheap nor too dear in production',
      { ...productionEnv, BCRYPT_COST: '4' },
      [
        'auth (environment): BCRYPT_COST=4 is too cheap for production. Set BCRYPT_COST from 10 to 16 [RULE_BROKEN]',
      ],
    ],
    ['but as cheap as can be in tests', { ...local, BCRYPT_COST: '4' }, []],
    [
      'the previous secret is another one',
      { ...local, JWT_SECRET: 'x', JWT_PREVIOUS_SECRET: 'x' },
      [
        'auth (environment): JWT_PREVIOUS_SECRET and JWT_SECRET are the same. Unset JWT_PREVIOUS_SECRET, or set JWT_SECRET to a new one [RULE_BROKEN]',
      ],
    ],
    [
      'the secret of the guide is refused in production',
      { ...productionEnv, JWT_SECRET: 'dev-secret-key' },
      [
        'JWT_SECRET (environment): the secret is well known, so it can be guessed. Make one for production: openssl rand -base64 32 [SECRET_WEAK]',
      ],
    ],
  ],
  observability: [
    [
      'the port for gRPC goes with gRPC',
      { ...local, TRACING_ENDPOINT: 'jaeger:4317' },
      [
        'observability (environment): TRACING_ENDPOINT=jaeger:4317 is the port for gRPC, but TRACING_PROTOCOL=http/protobuf (default). Set TRACING_PROTOCOL=grpc, or change the port to 4318 [RULE_BROKEN]',
      ],
    ],
    [
      'the port for HTTP goes with HTTP',
      { ...local, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318/', TRACING_PROTOCOL: 'grpc' },
      [
        'observability (environment): OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318/ is the port for HTTP, but TRACING_PROTOCOL=grpc. Set TRACING_PROTOCOL=http/protobuf, or change the port to 4317 [RULE_BROKEN]',
      ],
    ],
    [
      'other ports go with either',
      { ...local, TRACING_ENDPOINT: 'c:80', TRACING_PROTOCOL: 'grpc' },
      [],
    ],
    [
      'any free port is not for production',
      { ...productionEnv, METRICS_PORT: '0' },
      [
        'observability (environment): METRICS_PORT=0 takes any free port, which nobody can find in production. Set METRICS_PORT to a port, such as 9090 [RULE_BROKEN]',
      ],
    ],
  ],
}

for (const [section, cases] of Object.entries(rules)) {
  describe(section, () => {
    for (const [title, env, problems] of cases) {
      test(title, () => {
        const wrong = { ...env, SERVER_MAX_CONNECTIONS: 'wrong' }
        // Another mistake in the same run hides none of them.
        const seen = problemsOf({ sections: allSections, env: wrong })
        const rest = seen.filter((line) => !line.startsWith('SERVER_MAX_CONNECTIONS'))
        assert.equal(seen.length, problems.length + 1)
        assert.deepEqual(rest, problems)
      })
    }
  })
}
