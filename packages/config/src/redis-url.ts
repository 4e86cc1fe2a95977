import { Secret } from './secret.ts'
import type { redisSettings } from './sections/redis.ts'
import type { ValuesOf } from './section.ts'

/**
 * The address of Redis with everything in it, from `REDIS_URL` or from the parts; `undefined` if
 * none is named, which means the memory of the process.
 */
export function toRedisUrl(redis: ValuesOf<typeof redisSettings>): Secret | undefined {
  const { url, host, port, user = '', password, db, tls } = redis
  if (url !== undefined) return url
  if (host === undefined) return undefined
  const secret = password === undefined ? '' : `:${encodeURIComponent(password.reveal())}`
  const credentials = user === '' && secret === '' ? '' : `${encodeURIComponent(user)}${secret}@`
  const target = host.includes(':') ? `[${host}]` : host
  return new Secret(`${tls ? 'rediss' : 'redis'}://${credentials}${target}:${port}/${db}`)
}
