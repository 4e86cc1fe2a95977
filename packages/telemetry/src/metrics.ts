export {
  type BuildInfo,
  type Metrics,
  type MetricsBuckets,
  type MetricsOptions,
  type Scrape,
  createMetrics,
} from './metrics/create-metrics.ts'
export type { CacheMetrics } from './metrics/cache-metrics.ts'
export type { Counter, CounterSeries } from './metrics/counter.ts'
export type { ObservedPool, PoolStats } from './metrics/database/pool-metrics.ts'
export type { QueryLabels, QueryMetrics } from './metrics/database/query-metrics.ts'
export { metricDefinitions } from './metrics/definitions.ts'
export { MetricsError, type MetricsErrorCode, metricsErrors } from './metrics/errors.ts'
export type { Exemplar } from './metrics/exemplar.ts'
export type { ExpositionFormat } from './metrics/family.ts'
export type { Gauge, GaugeSeries } from './metrics/gauge.ts'
export type { CheckedComponent, ObservedHealth } from './metrics/health-metrics.ts'
export type { Histogram, HistogramSeries } from './metrics/histogram.ts'
export type { HttpMetrics } from './metrics/http/http-metrics.ts'
export type { RouteSlot } from './metrics/http/route-slot.ts'
export type { RouteDeclaration } from './metrics/http/route-tables.ts'
export type { Labels, MetricDeclaration } from './metrics/instrument.ts'
export type { GaugeDeclaration, HistogramDeclaration, Instruments } from './metrics/instruments.ts'
export type { LabelValue } from './metrics/label-set.ts'
export type { ObservedLog } from './metrics/log-metrics.ts'
export type { MetricDefinition, MetricType } from './metrics/metric-definition.ts'
export { runtimeDefinitions } from './metrics/runtime/runtime-definitions.ts'
export type { VersionedMethod, VersionMetrics } from './metrics/version-metrics.ts'
