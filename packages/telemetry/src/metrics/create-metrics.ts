import type { Registry } from '@prometheus-io/client'
import { checkBuckets, queryBuckets, requestBuckets, sizeBuckets } from './buckets.ts'
import { type CacheMetrics, createCacheMetrics } from './cache-metrics.ts'
import { type ObservedPool, createPoolMetrics } from './database/pool-metrics.ts'
import { type QueryMetrics, createQueryMetrics } from './database/query-metrics.ts'
import { inNamespace, metricDefinitions } from './definitions.ts'
import { DropCounters } from './drop-counters.ts'
import { contentTypes, negotiateFormat } from './exposition-format.ts'
import { writeExposition } from './exposition.ts'
import type { ExpositionFormat } from './family.ts'
import { FamilyRegistry } from './family-registry.ts'
import { type ObservedHealth, createHealthMetrics } from './health-metrics.ts'
import { type HttpMetrics, createHttpMetrics } from './http/http-metrics.ts'
import type { InstrumentContext } from './instrument.ts'
import { type Instruments, createInstruments } from './instruments.ts'
import { toLabelSet } from './label-set.ts'
import { type ObservedLog, createLogMetrics } from './log-metrics.ts'
import { startRuntimeMetrics } from './runtime/runtime-metrics.ts'
import { ScalarFamily } from './scalar-family.ts'
import { type VersionMetrics, createVersionMetrics } from './version-metrics.ts'

export interface MetricsOptions {
  /** Before the names of the service's metrics; `api`. */
  readonly namespace?: string
  readonly build: BuildInfo
  readonly buckets?: MetricsBuckets
  /**
   * Also `http_server_request_duration_seconds`, with the labels of OpenTelemetry. The scheme is what
   * clients use, `http` if left out: behind a proxy that ends TLS, it is not what arrives here.
   */
  readonly openTelemetryNames?: boolean | { readonly scheme: 'http' | 'https' }
  /** Label sets of one metric that are kept apart; 1,000. Others become `_overflow`. */
  readonly maxSeries?: number
  /** Hears what a function threw that was to tell values for a scrape. It is counted, too. */
  readonly onError?: (error: unknown, metric: string) => void
  /** Milliseconds since 1970, for exemplars. */
  readonly clock?: () => number
}

/** What runs: the labels of `api_build_info`. */
export interface BuildInfo {
  readonly version: string
  readonly commit?: string
  readonly buildTime?: string
}

/** Upper edges, from low to high. The guide's where there are none. */
export interface MetricsBuckets {
  /** Of requests, in seconds. */
  readonly duration?: readonly number[]
  /** Of responses, in bytes. */
  readonly size?: readonly number[]
  /** Of queries, in seconds. */
  readonly query?: readonly number[]
}

/** Metrics of the service's own come from `counter`, `gauge` and `histogram`. */
export interface Metrics extends Instruments, AsyncDisposable {
  /** Metrics of what the service is for: `api_business_orders_created_total`. */
  readonly business: Instruments
  readonly http: HttpMetrics
  readonly versions: VersionMetrics
  readonly queries: QueryMetrics
  /** Declares a cache; its name is a label, and one without a name has none. */
  cache(name?: string): CacheMetrics
  /** Reads a pool of connections at each scrape. */
  observePool(pool: ObservedPool): void
  /** Reads the health of components at each scrape. */
  observeHealth(health: ObservedHealth): void
  /** Reads the counters of the logger at each scrape. */
  observeLog(log: ObservedLog): void
  /** Everything, in the format that the Accept field asks for. */
  scrape(accept?: string): Promise<Scrape>
  /** For what other libraries measure; it is part of each scrape. */
  readonly registry: Registry
  /** Ends watching the runtime. What was recorded can be scraped all the same. */
  close(): Promise<void>
}

export interface Scrape {
  readonly format: ExpositionFormat
  readonly contentType: string
  readonly text: string
}

/**
 * All metrics of a process. Recording a request costs a few additions in arrays; names, labels and
 * text are made when a route is declared and when somebody scrapes.
 */
export function createMetrics(options: MetricsOptions): Metrics {
  const {
    namespace = 'api',
    maxSeries = 1_000,
    clock: now = Date.now,
    buckets = {},
    build,
  } = options
  const fail = (metric: string, error: unknown) => {
    drops.collectFailed(metric)
    options.onError?.(error, metric)
  }
  const families = new FamilyRegistry(fail)
  const drops = new DropCounters(families, namespace)
  const collector = (metric: string, collect: () => void) => () => {
    try {
      collect()
    } catch (error) {
      fail(metric, error)
    }
  }
  const context: InstrumentContext = { families, drops, maxSeries, now, collector }
  addBuildInfo(families, namespace, build)
  const http = createHttpMetrics(families, {
    namespace,
    durationBuckets: checkBuckets('duration', buckets.duration ?? requestBuckets),
    sizeBuckets: checkBuckets('size', buckets.size ?? sizeBuckets),
    semanticScheme: schemeOf(options.openTelemetryNames),
    now,
  })
  const parts = {
    ...createInstruments(context, namespace),
    business: createInstruments(context, `${namespace}_business`),
    http,
    versions: createVersionMetrics(families, namespace),
    queries: createQueryMetrics(context, namespace, buckets.query ?? queryBuckets),
    cache: createCacheMetrics(context, namespace),
    observePool: createPoolMetrics(context, namespace),
    observeHealth: createHealthMetrics(context, namespace),
    observeLog: createLogMetrics(context, namespace),
  }
  const stopRuntime = startRuntimeMetrics(context)
  const close = async () => stopRuntime()
  return {
    ...parts,
    async scrape(accept) {
      const format = negotiateFormat(accept)
      const text = await writeExposition(await families.snapshots(), format)
      return { format, contentType: contentTypes[format], text }
    },
    registry: families.registry,
    close,
    [Symbol.asyncDispose]: close,
  }
}

function addBuildInfo(families: FamilyRegistry, namespace: string, build: BuildInfo): void {
  const definition = inNamespace(metricDefinitions.buildInfo, namespace)
  const { table } = families.add(new ScalarFamily(definition))
  const { version, commit = '', buildTime = '' } = build
  const labels = { version, commit, build_time: buildTime, node_version: process.versions.node }
  table.set(table.addRow(toLabelSet(labels)), 1)
}

function schemeOf(names: MetricsOptions['openTelemetryNames']): string | undefined {
  if (names === undefined || names === false) return undefined
  return names === true ? 'http' : names.scheme
}
