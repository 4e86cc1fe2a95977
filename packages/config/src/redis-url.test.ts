import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadConfig } from './load-config.ts'
import { toRedisUrl } from './redis-url.ts'
import { redisSettings } from './sections/redis.ts'

test('the address has all parts, escaped', () => {
  const table: [Record<string, string>, string | undefined][] = [
    [{}, undefined],
    [{ REDIS_HOST: 'redis' }, 'redis://redis:6379/0'],
    [{ REDIS_HOST: 'redis', REDIS_PASSWORD: 'p@ss' }, 'redis://:p%40ss@redis:6379/0'],
    [
      { REDIS_HOST: '::1', REDIS_PORT: '7', REDIS_USER: 'a b', REDIS_DB: '3', REDIS_TLS: 'true' },
      'rediss://a%20b@[::1]:7/3',
    ],
    [{ REDIS_URL: 'rediss://x:y@redis' }, 'rediss://x:y@redis'],
  ]
  for (const [env, url] of table) {
    const { redis } = loadConfig({ sections: [redisSettings], env, dotenv: false })
    assert.equal(toRedisUrl(redis)?.reveal(), url)
  }
})
