import { type Logger, createLogger } from '@seaworthy/telemetry/log'
import { type Tracing, createTracing } from '@seaworthy/telemetry/trace'
import { type Recorder, recordFailures } from './outcome.ts'

/** What is told about requests, and to whom. */
export interface ObserverOptions {
  /**
   * Takes note of every outcome. Default: that of the engine in which the API is mounted, else
   * failures to standard error.
   */
  readonly record?: Recorder
  /** Default: trace ids are made and handed on, nothing is exported. */
  readonly tracing?: Tracing
  /** Behind `log` of the handlers' context. Default: JSON lines on standard output. */
  readonly log?: Logger
}

export interface Observer {
  readonly record: Recorder
  readonly tracing: Tracing
  /** Made when somebody logs. */
  readonly log: () => Logger
}

export function createObserver(name: string, options: ObserverOptions): Observer {
  let { log } = options
  return {
    record: options.record ?? recordFailures,
    tracing: options.tracing ?? createTracing({ serviceName: name }),
    log: () => (log ??= createLogger({ service: name })),
  }
}
