import { isUrl } from '../formats/url.ts'
import { section } from '../section.ts'
import { setting } from '../setting.ts'
import { findWeakness } from '../weak-secret.ts'
import { hostForm } from './host-form.ts'

/** Redis: an address or its parts. With neither, what it would hold is in the memory of each replica. */
export const redisSettings = section(
  'redis',
  {
    url: setting.secret({
      env: 'REDIS_URL',
      optional: true,
      expected: 'an address (redis://user:password@host:6379/0, rediss:// with TLS)',
      description: 'All of host, port, user, password, database and TLS in one.',
      insteadOf: ['REDIS_DSN', 'REDIS_URI'],
    }),
    host: setting.string({
      env: 'REDIS_HOST',
      optional: true,
      ...hostForm,
      example: 'redis',
      description: 'Where Redis is.',
      insteadOf: ['REDIS_ADDR', 'REDIS_ADDRESS', 'REDIS_HOSTNAME'],
    }),
    port: setting.port({ env: 'REDIS_PORT', default: 6379, description: 'Its port.' }),
    user: setting.string({
      env: 'REDIS_USER',
      optional: true,
      example: 'api',
      description: 'The user of its access list.',
      insteadOf: ['REDIS_USERNAME'],
    }),
    password: setting.secret({
      env: 'REDIS_PASSWORD',
      optional: true,
      description: 'The password.',
      insteadOf: ['REDIS_PASS', 'REDIS_AUTH'],
    }),
    db: setting.integer({
      env: 'REDIS_DB',
      default: 0,
      minimum: 0,
      maximum: 65_535,
      description: 'The number of the database.',
      insteadOf: ['REDIS_DATABASE'],
    }),
    tls: setting.boolean({ env: 'REDIS_TLS', default: false, description: 'Whether to use TLS.' }),
    connectTimeout: setting.duration({
      env: 'REDIS_CONNECT_TIMEOUT',
      default: '2s',
      minimum: '1ms',
      maximum: '24h',
      description: 'To open the connection.',
    }),
    commandTimeout: setting.duration({
      env: 'REDIS_COMMAND_TIMEOUT',
      default: '1s',
      minimum: '1ms',
      maximum: '24h',
      description: 'For one command.',
    }),
  },
  {
    description:
      'Redis: `REDIS_URL`, or `REDIS_HOST` with its companions. With neither, what it would hold is in the memory of each replica.',
    checks: [
      ({ url }, { isSet, name }) => {
        const parts = (['host', 'port', 'user', 'password', 'db', 'tls'] as const).filter(isSet)
        if (url === undefined || parts.length === 0) return undefined
        return {
          keys: ['url', ...parts],
          message: `${name('url')} already says what ${parts.map(name).join(', ')} would`,
          fix: `Unset ${name('url')} or ${parts.map(name).join(', ')}`,
        }
      },
      ({ url }, { name }) =>
        url === undefined || isUrl(url.reveal(), ['redis', 'rediss'])
          ? undefined
          : {
              keys: ['url'],
              message: `${name('url')} is no address of a Redis`,
              fix: 'Write it like redis://user:password@host:6379/0',
            },
      ({ url }, { deployed, environment, name }) => {
        const password = URL.parse(url?.reveal() ?? '')?.password ?? ''
        if (!deployed || password === '' || findWeakness(password) === undefined) return undefined
        return {
          keys: ['url'],
          message: `the password in ${name('url')} can be guessed`,
          fix: `Set another one for ${environment}: openssl rand -base64 32`,
        }
      },
      ({ host }, { isSet, name }) => {
        const parts = (['user', 'password'] as const).filter(isSet)
        if (host !== undefined || isSet('url') || parts.length === 0) return undefined
        return {
          keys: [...parts],
          message: `${parts.map(name).join(', ')} without ${name('host')}: it is not known where Redis is`,
          fix: `Set ${name('host')}, or unset ${parts.map(name).join(', ')}`,
        }
      },
    ],
  },
)
