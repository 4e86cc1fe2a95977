import type { Metrics, MetricsOptions } from '../create-metrics.ts'
import { testMetrics } from './test-metrics.ts'

/** Metrics with something in every family that there is. */
export function fullMetrics(options: Partial<MetricsOptions> = {}): Metrics {
  const metrics = testMetrics({
    build: { version: '1.4.0', commit: '0a1b2c3', buildTime: '2026-08-01T12:00:00Z' },
    openTelemetryNames: true,
    ...options,
  })
  const slot = metrics.http.route({ method: 'GET', path: '/users/{id}', latencyObjective: 200 })
  slot.record(200, 0.03, 512, { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) })
  slot.record(500, 3, 80)
  metrics.http.unrouted('BREW').record(404, 0.001, 90)
  metrics.http.inFlight.inc()
  metrics.versions.method({ version: 'v1', service: 'users', method: 'get' }).inc()
  metrics.queries.observe({ queryType: 'select', table: 'users' }, 0.004)
  metrics.queries.failed({ queryType: 'insert', table: 'users' }, 'conflict')
  metrics.cache().hit()
  metrics.cache('sessions').miss()
  metrics.observePool({
    stats: () => ({
      max: 25,
      open: 4,
      idle: 3,
      inUse: 1,
      waiting: 2,
      waitCount: 7,
      waitSeconds: 0.25,
    }),
  })
  metrics.observeHealth(() => ({
    postgres: { status: 'ok', latency_ms: 1.5 },
    redis: { status: 'degraded', latency_ms: 900 },
    mail: { status: 'unhealthy' },
  }))
  metrics.observeLog({ lines: () => ({ info: 12, error: 1 }), dropped: () => 3 })
  const orders = metrics.business.counter({
    name: 'orders_by_status_total',
    help: 'Total orders by status',
    labels: ['status'],
  })
  orders.inc({ status: 'paid' })
  orders.inc({ status: 'paid' }, NaN)
  metrics.gauge({
    name: 'unreachable',
    help: 'A value that cannot be read',
    collect: () => {
      throw new Error('unreachable')
    },
  })
  return metrics
}
