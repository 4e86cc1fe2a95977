import type { LogLevel, Logger } from '@seaworthy/telemetry/log'
import type { Metrics } from '@seaworthy/telemetry/metrics'
import type { Tracing } from '@seaworthy/telemetry/trace'
import type { Recorder } from '../engine/outcome.ts'

/** What a service tells about itself while it runs. */
export interface Telemetry {
  readonly log: Logger
  /** For metrics of the service's own. */
  readonly metrics: Metrics
  readonly tracing: Tracing
  /** Takes note of each request: log line, metrics, span. */
  readonly record: Recorder
  /** The exposition for a scraper that sends this `Accept` header. */
  scrape(accept: string | undefined): Promise<Scrape>
  readonly level: LevelSwitch
  /** Writes out what is buffered. */
  close(): Promise<void>
}

export interface Scrape {
  readonly format: 'prometheus' | 'openmetrics'
  readonly text: string
}

/** The level of the log, which operators may change for a while. */
export interface LevelSwitch {
  get(): LevelState
  set(wanted: { readonly level: LogLevel; readonly ttl_seconds: number }, actor: string): LevelState
  reset(actor: string): LevelState
}

export interface LevelState {
  readonly level: LogLevel
  readonly configured: LogLevel
  readonly reverts_at?: string
}
