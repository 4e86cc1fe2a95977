import { formatDuration } from '../formats/duration.ts'
import { section } from '../section.ts'
import { setting } from '../setting.ts'
import { isAddressRange } from './address-range.ts'
import { hostForm } from './host-form.ts'

/** Between the abort of a request's signal and the cut of its socket, in milliseconds. */
const abortGrace = 1000

const timeout = { minimum: '1ms', maximum: '24h' } as const

/** The listener, what it takes from clients, and how the process ends. */
export const serverSettings = section(
  'server',
  {
    host: setting.string({
      env: 'SERVER_HOST',
      default: '0.0.0.0',
      ...hostForm,
      description: 'The address to listen on; 0.0.0.0 is every one.',
    }),
    port: setting.port({
      env: 'SERVER_PORT',
      default: 8080,
      listens: true,
      description: 'The port of the API.',
      insteadOf: ['PORT'],
    }),
    readTimeout: setting.duration({
      env: 'SERVER_READ_TIMEOUT',
      default: '15s',
      ...timeout,
      description: 'Until a whole request has arrived; then 408.',
      insteadOf: ['READ_TIMEOUT'],
    }),
    headersTimeout: setting.duration({
      env: 'SERVER_HEADERS_TIMEOUT',
      default: '10s',
      ...timeout,
      description: 'Until the headers of a request have arrived; then 408.',
    }),
    writeTimeout: setting.duration({
      env: 'SERVER_WRITE_TIMEOUT',
      default: '30s',
      ...timeout,
      description: 'For a response to be written, from its first byte; a slower reader is cut off.',
      insteadOf: ['WRITE_TIMEOUT'],
    }),
    idleTimeout: setting.duration({
      env: 'SERVER_IDLE_TIMEOUT',
      default: '72s',
      ...timeout,
      description:
        'How long an idle connection is kept. Longer than the balancer keeps it (60–75 s).',
      insteadOf: ['IDLE_TIMEOUT', 'SERVER_KEEP_ALIVE_TIMEOUT', 'SERVER_KEEPALIVE_TIMEOUT'],
    }),
    bodyLimit: setting.size({
      env: 'SERVER_BODY_LIMIT',
      default: '1MiB',
      minimum: '1B',
      maximum: '1GiB',
      description: 'The largest request body; over it 413.',
      insteadOf: ['BODY_LIMIT', 'SERVER_MAX_BODY_SIZE'],
    }),
    headersLimit: setting.size({
      env: 'SERVER_HEADERS_LIMIT',
      default: '16KiB',
      minimum: '1KiB',
      maximum: '1MiB',
      description: 'The largest request line and headers; over it 431.',
    }),
    maxConnections: setting.integer({
      env: 'SERVER_MAX_CONNECTIONS',
      default: 10_000,
      minimum: 1,
      description: 'Sockets at most; further ones are refused.',
    }),
    trustedProxies: setting.list({
      env: 'SERVER_TRUSTED_PROXIES',
      default: [],
      test: isAddressRange,
      expected: 'an IP address or a range',
      example: '10.0.0.0/8,fd00::/8',
      description: 'Proxies whose forwarded headers are believed.',
      insteadOf: ['TRUST_PROXY', 'TRUSTED_PROXIES'],
    }),
    drainDelay: setting.duration({
      env: 'SERVER_DRAIN_DELAY',
      default: '5s',
      developmentDefault: '0',
      maximum: '1h',
      description: 'Serve on after readiness failed, until balancers have noticed.',
    }),
    drainTimeout: setting.duration({
      env: 'SERVER_DRAIN_TIMEOUT',
      default: '15s',
      maximum: '1h',
      description:
        'For running requests to finish; then their signals abort, 1 s later their sockets are cut.',
    }),
    closeTimeout: setting.duration({
      env: 'SERVER_CLOSE_TIMEOUT',
      default: '5s',
      maximum: '1h',
      description: 'For workers and resources to close.',
    }),
    flushTimeout: setting.duration({
      env: 'SERVER_FLUSH_TIMEOUT',
      default: '2s',
      maximum: '1h',
      description: 'For logs, metrics and traces to be written out.',
    }),
    shutdownTimeout: setting.duration({
      env: 'SERVER_SHUTDOWN_TIMEOUT',
      default: '30s',
      minimum: '1s',
      maximum: '4h',
      description:
        'From the signal to the end, whatever happens. The platform must wait longer before it kills.',
      insteadOf: ['SHUTDOWN_TIMEOUT'],
    }),
  },
  {
    description: 'The listener, what it takes from clients, and how the process ends.',
    checks: [
      (
        { drainDelay, drainTimeout, closeTimeout, flushTimeout, shutdownTimeout },
        { show, name },
      ) => {
        const needed = drainDelay + drainTimeout + abortGrace + closeTimeout + flushTimeout
        if (needed <= shutdownTimeout) return undefined
        const parts = ['drainDelay', 'drainTimeout', 'closeTimeout', 'flushTimeout'] as const
        return {
          keys: [...parts, 'shutdownTimeout'],
          message:
            `${parts.map(show).join(' + ')} + ${formatDuration(abortGrace)} to abort requests` +
            ` make ${formatDuration(needed)}, over ${show('shutdownTimeout')}`,
          fix:
            `Raise ${name('shutdownTimeout')} to ${formatDuration(needed)} or more, or lower the` +
            ` parts by ${formatDuration(needed - shutdownTimeout)}`,
        }
      },
      ({ headersTimeout, readTimeout }, { show, name }) =>
        headersTimeout <= readTimeout
          ? undefined
          : {
              keys: ['headersTimeout', 'readTimeout'],
              message: `${show('headersTimeout')} is longer than ${show('readTimeout')}, which includes it`,
              fix: `Lower ${name('headersTimeout')} or raise ${name('readTimeout')}`,
            },
      ({ port }, { deployed, environment, show, name }) =>
        port !== 0 || !deployed
          ? undefined
          : {
              keys: ['port'],
              message: `${show('port')} takes any free port, which nobody can find in ${environment}`,
              fix: `Set ${name('port')} to a port, such as 8080`,
            },
    ],
  },
)
