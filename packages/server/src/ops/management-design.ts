import { api, apiKey, del, get, put, respond, service, t, type } from '@seaworthy/design'
import { healthDetails, probes } from './health-design.ts'

/** The token of operators, from OPS_TOKEN. Without one, nothing can be changed. */
export const opsToken = apiKey('opsToken', { in: 'header', parameter: 'X-Ops-Token' })

export const BuildInfo = type('BuildInfo', {
  service: t.string(),
  version: t.string(),
  commit: t.string(),
  build_time: t.string(),
  environment: t.string(),
  node: t.string(),
  started_at: t.dateTime(),
  api: t.object({ name: t.string(), version: t.string() }),
})

const level = t.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal'])

export const LogLevel = type('LogLevel', {
  level,
  configured: level,
  reverts_at: t.dateTime({ description: 'When the configured level is back' }).optional(),
})

export const metrics = service('metrics', {
  methods: {
    scrape: {
      summary: 'Prometheus text, or OpenMetrics for who asks for it',
      http: get('/metrics', {
        responses: [
          respond(200, {
            when: { format: 'openmetrics' },
            body: 'text',
            contentType: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
          }),
          respond(200, { body: 'text', contentType: 'text/plain; version=0.0.4; charset=utf-8' }),
        ],
      }),
      result: { format: t.enum(['prometheus', 'openmetrics']), text: t.string() },
    },
  },
})

export const info = service('info', {
  methods: { get: { summary: 'What runs here', http: get('/info'), result: BuildInfo } },
})

export const settings = service('settings', {
  methods: {
    list: {
      summary: 'Every setting with its origin; secrets are masked',
      http: get('/config'),
      security: opsToken,
      result: t.array(
        t.object({ key: t.string(), value: t.string().optional(), origin: t.string() }),
      ),
    },
  },
})

export const logging = service('logging', {
  methods: {
    get: { summary: 'The level of the log', http: get('/loggers'), result: LogLevel },
    set: {
      summary: 'Change the level for a while',
      http: put('/loggers'),
      security: opsToken,
      payload: {
        level,
        ttl_seconds: t.integer({ minimum: 1, maximum: 86_400 }).default(900),
      },
      result: LogLevel,
    },
    reset: {
      summary: 'Back to the configured level',
      http: del('/loggers'),
      security: opsToken,
      result: LogLevel,
    },
  },
})

/** What the ops port serves. The console and the checks talk to it through its client. */
export const management = api('management', {
  version: '1.0.0',
  title: 'Management',
  services: [probes, healthDetails, metrics, info, settings, logging],
})
