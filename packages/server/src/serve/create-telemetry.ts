import type { ApiModel } from '@seaworthy/design'
import {
  type LevelState as ControlState,
  type LogLevel,
  type Logger,
  type StdoutSink,
  createLevelControl,
  createLogger,
  createStdoutSink,
  lineCounts,
} from '@seaworthy/telemetry/log'
import { createMetrics } from '@seaworthy/telemetry/metrics'
import { type OtlpProtocol, type SamplerName, createTracing } from '@seaworthy/telemetry/trace'
import type { BuildInfo } from './build-info.ts'
import { createRecorder } from './recorder.ts'
import type { LevelState, LevelSwitch, Telemetry } from './telemetry.ts'

export interface TelemetryOptions {
  readonly api: ApiModel
  readonly environment: string
  readonly build: BuildInfo
  /** The section `observability` of the configuration. */
  readonly observability: ObservabilityConfig
  /** Where spans go, as `toTracesUrl(observability)` tells. Default: nowhere. */
  readonly tracesUrl?: string | undefined
  /** Where lines go. Default: standard output, bounded and never waited for. */
  readonly sink?: StdoutSink
}

/** What telemetry reads of the section `observability`. */
export interface ObservabilityConfig {
  /** Default: the name of the API. */
  readonly serviceName?: string | undefined
  readonly logLevel: LogLevel
  readonly logFormat: 'json' | 'pretty'
  readonly tracingProtocol?: OtlpProtocol
  readonly tracingSampler?: SamplerName
  /** The share of traces that begin here and are kept. Default: 0.1. */
  readonly tracingSampleRate?: number
}

/** The telemetry of a service with everything on: log and metrics, tied together. */
export function createTelemetry(options: TelemetryOptions): Telemetry {
  const { api, environment, build, observability, tracesUrl, sink = createStdoutSink() } = options
  const serviceName = observability.serviceName ?? api.name
  const logger = createLogger({
    service: serviceName,
    environment,
    version: build.version,
    level: observability.logLevel,
    format: observability.logFormat,
    sink,
  })
  const metrics = createMetrics({
    build,
    onError: (error, metric) => logger.warn('metric_failed', { metric, error }),
  })
  const tracing = createTracing({
    serviceName,
    serviceVersion: build.version,
    environment,
    protocol: observability.tracingProtocol ?? 'http/protobuf',
    sampler: observability.tracingSampler ?? 'parentbased_traceidratio',
    ratio: observability.tracingSampleRate ?? 0.1,
    ...(tracesUrl !== undefined && { endpoint: tracesUrl }),
    onError: (error) => logger.warn('trace_export_failed', { error }),
  })
  metrics.observeLog({ lines: () => lineCounts(logger), dropped: () => sink.dropped })
  return {
    log: logger,
    metrics,
    tracing,
    record: createRecorder(api, { logger, metrics, tracing }),
    level: createLevelSwitch(logger),
    async scrape(accept) {
      const { format, text } = await metrics.scrape(accept)
      return { format: format === 'openmetrics' ? format : 'prometheus', text }
    },
    async close() {
      await tracing.close()
      await metrics.close()
      await sink.flush()
    },
  }
}

function createLevelSwitch(logger: Logger): LevelSwitch {
  const control = createLevelControl(logger)
  return {
    get: () => toState(control.get()),
    set: ({ level, ttl_seconds: seconds }, actor) =>
      toState(control.set(level, { ttl: seconds * 1000, actor })),
    reset: (actor) => toState(control.reset({ actor })),
  }
}

function toState({ level, configured, override }: ControlState): LevelState {
  return { level, configured, ...(override && { reverts_at: override.until }) }
}
