import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toDatabaseDsn } from './database-dsn.ts'
import { loadConfig } from './load-config.ts'
import { databaseSettings } from './sections/database.ts'

const parts = { DB_HOST: 'db', DB_USER: 'app', DB_PASSWORD: 'p@ss/w:rd', DB_NAME: 'shop' }

test('the connection string has all parts, escaped, and the TLS mode', () => {
  const table: [Record<string, string>, string | undefined][] = [
    [{}, undefined],
    [parts, 'postgres://app:p%40ss%2Fw%3Ard@db:5432/shop?sslmode=disable'],
    [
      { ...parts, DB_PORT: '6432', DB_SSL_MODE: 'verify-full', DB_HOST: 'fd00::1' },
      'postgres://app:p%40ss%2Fw%3Ard@[fd00::1]:6432/shop?sslmode=verify-full',
    ],
    [
      { ...parts, DB_HOST: '/run/postgresql' },
      'postgres://app:p%40ss%2Fw%3Ard@%2Frun%2Fpostgresql:5432/shop?sslmode=disable',
    ],
    [{ DB_DSN: 'postgres://a:b@c/d' }, 'postgres://a:b@c/d?sslmode=disable'],
    [{ DB_DSN: 'postgres://a:b@c/d?x=1' }, 'postgres://a:b@c/d?x=1&sslmode=disable'],
    [{ DB_DSN: 'postgres://a@c/d?sslmode=require' }, 'postgres://a@c/d?sslmode=require'],
  ]
  for (const [env, dsn] of table) {
    const { database } = loadConfig({ sections: [databaseSettings], env, dotenv: false })
    assert.equal(toDatabaseDsn(database)?.reveal(), dsn)
  }
})
