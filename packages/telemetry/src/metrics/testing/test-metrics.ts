import { after } from 'node:test'
import { type Metrics, type MetricsOptions, createMetrics } from '../create-metrics.ts'

/** Metrics that end with the test file. */
export function testMetrics(options: Partial<MetricsOptions> = {}): Metrics {
  const metrics = createMetrics({ build: { version: '1.4.0' }, ...options })
  after(() => metrics.close())
  return metrics
}
