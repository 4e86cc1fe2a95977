import { get, respond, service, t, type } from '@seaworthy/design'

const healthStatus = t.enum(['ok', 'degraded', 'unhealthy'])
const unhealthy = [respond(503, { when: { status: 'unhealthy' } }), respond(200)]

/** What a probe needs, and nothing that a stranger could use. */
export const ProbeStatus = type('HealthStatus', { status: healthStatus, timestamp: t.dateTime() })

export const ComponentHealth = type('ComponentHealth', {
  status: healthStatus,
  message: t.string().optional(),
  latency_ms: t.number().optional(),
  last_check: t.dateTime().optional(),
})

export const DetailedStatus = type('DetailedHealthStatus', {
  status: healthStatus,
  timestamp: t.dateTime(),
  version: t.string(),
  uptime: t.string({ description: 'Such as 3h12m5s' }),
  components: t.map(ComponentHealth),
})

/** The probes: on the public port and on the ops port. */
export const probes = service('probes', {
  description: 'Whether the process lives, has started, and can take requests',
  methods: {
    live: {
      summary: 'Liveness: touches no dependency',
      http: [get('/health/live'), get('/livez')],
      result: ProbeStatus,
    },
    ready: {
      summary: 'Readiness: started, not draining, no critical check failing',
      http: [
        get('/health/ready', { responses: unhealthy }),
        get('/readyz', { responses: unhealthy }),
      ],
      result: ProbeStatus,
    },
    started: {
      summary: 'Start-up is complete',
      http: [get('/startupz', { responses: unhealthy })],
      result: ProbeStatus,
    },
  },
})

/** Every component, for operators: on the ops port only. */
export const healthDetails = service('health', {
  methods: {
    status: {
      summary: 'Every component',
      http: get('/health/status', { responses: unhealthy }),
      result: DetailedStatus,
    },
  },
})
