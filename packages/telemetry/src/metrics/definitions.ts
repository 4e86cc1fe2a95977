import type { MetricDefinition } from './metric-definition.ts'

/**
 * The metrics of the framework, under the guide's names (its section 6) where it has one. `api_`
 * stands for the namespace. `docs/metrics.md` is written from this list and that of the runtime.
 */
export const metricDefinitions = {
  httpRequests: {
    name: 'api_http_requests_total',
    type: 'counter',
    labels: ['method', 'path', 'status'],
    help: 'Total number of HTTP requests',
  },
  httpDuration: {
    name: 'api_http_request_duration_seconds',
    type: 'histogram',
    labels: ['method', 'path', 'status'],
    unit: 'seconds',
    help: 'HTTP request duration in seconds',
  },
  httpInFlight: {
    name: 'api_http_requests_in_flight',
    type: 'gauge',
    labels: [],
    help: 'Number of HTTP requests currently being processed',
  },
  httpResponseSize: {
    name: 'api_http_response_size_bytes',
    type: 'histogram',
    labels: ['method', 'path'],
    unit: 'bytes',
    help: 'HTTP response size in bytes',
  },
  semanticDuration: {
    name: 'http_server_request_duration_seconds',
    type: 'histogram',
    labels: [
      'http_request_method',
      'http_route',
      'http_response_status_code',
      'url_scheme',
      'error_type',
    ],
    unit: 'seconds',
    help: 'Duration of HTTP server requests, with the labels of the OpenTelemetry semantic conventions',
  },
  versionRequests: {
    name: 'api_version_requests_total',
    type: 'counter',
    labels: ['version', 'service', 'method'],
    help: 'Calls of each method of the design, by API version',
  },
  queryDuration: {
    name: 'api_database_query_duration_seconds',
    type: 'histogram',
    labels: ['query_type', 'table'],
    unit: 'seconds',
    help: 'Database query duration in seconds',
  },
  queryErrors: {
    name: 'api_database_query_errors_total',
    type: 'counter',
    labels: ['query_type', 'table', 'kind'],
    help: 'Database queries that failed, by kind of failure',
  },
  databaseOpen: {
    name: 'api_database_connections_open',
    type: 'gauge',
    labels: ['pool'],
    help: 'Number of open database connections',
  },
  databaseIdle: {
    name: 'api_database_connections_idle',
    type: 'gauge',
    labels: ['pool'],
    help: 'Number of idle database connections',
  },
  poolMax: {
    name: 'api_db_max_open_connections',
    type: 'gauge',
    labels: ['pool'],
    help: 'Maximum number of open connections to the database',
  },
  poolOpen: {
    name: 'api_db_open_connections',
    type: 'gauge',
    labels: ['pool'],
    help: 'Number of established connections both in use and idle',
  },
  poolInUse: {
    name: 'api_db_in_use_connections',
    type: 'gauge',
    labels: ['pool'],
    help: 'Number of connections currently in use',
  },
  poolIdle: {
    name: 'api_db_idle_connections',
    type: 'gauge',
    labels: ['pool'],
    help: 'Number of idle connections',
  },
  poolWaiting: {
    name: 'api_db_waiting_requests',
    type: 'gauge',
    labels: ['pool'],
    help: 'Callers that wait for a connection now',
  },
  poolWaitCount: {
    name: 'api_db_wait_count_total',
    type: 'counter',
    labels: ['pool'],
    help: 'Total number of connections waited for',
  },
  poolWaitDuration: {
    name: 'api_db_wait_duration_seconds_total',
    type: 'counter',
    labels: ['pool'],
    unit: 'seconds',
    help: 'Total time blocked waiting for a new connection',
  },
  cacheHits: {
    name: 'api_cache_hits_total',
    type: 'counter',
    labels: ['cache'],
    help: 'Total number of cache hits',
  },
  cacheMisses: {
    name: 'api_cache_misses_total',
    type: 'counter',
    labels: ['cache'],
    help: 'Total number of cache misses',
  },
  healthStatus: {
    name: 'api_health_check_status',
    type: 'gauge',
    labels: ['check'],
    help: 'Status of a health check: 1 ok, 0.5 degraded, 0 unhealthy',
  },
  healthDuration: {
    name: 'api_health_check_duration_seconds',
    type: 'gauge',
    labels: ['check'],
    unit: 'seconds',
    help: 'How long the last run of a health check took',
  },
  logLines: {
    name: 'api_log_lines_total',
    type: 'counter',
    labels: ['level'],
    help: 'Log lines by level, those included that were dropped',
  },
  logLinesDropped: {
    name: 'api_log_lines_dropped_total',
    type: 'counter',
    labels: [],
    help: 'Log lines that were lost because their reader was too slow',
  },
  seriesDropped: {
    name: 'api_metrics_series_dropped_total',
    type: 'counter',
    labels: ['metric'],
    help: 'Times that a label set went to _overflow because its metric has too many series',
  },
  valuesDropped: {
    name: 'api_metrics_values_dropped_total',
    type: 'counter',
    labels: ['metric'],
    help: 'Values that were not recorded: not a finite number, or a decrease of a counter',
  },
  collectFailures: {
    name: 'api_metrics_collect_failures_total',
    type: 'counter',
    labels: ['metric'],
    help: 'Times that a function which tells values for a scrape threw',
  },
  buildInfo: {
    name: 'api_build_info',
    type: 'gauge',
    labels: ['version', 'commit', 'build_time', 'node_version'],
    help: 'Always 1; the labels say what runs',
  },
} as const satisfies Record<string, MetricDefinition>

/** The definition with the namespace of a service in the place of `api`. */
export function inNamespace(definition: MetricDefinition, namespace: string): MetricDefinition {
  const name = definition.name.replace(/^api_/, `${namespace}_`)
  return name === definition.name ? definition : { ...definition, name }
}
