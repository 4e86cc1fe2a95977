import type { Criticality } from '@seaworthy/design'

/** Asks one component whether it works. Runs in the background, never for a probe. */
export interface HealthCheck {
  readonly name: string
  /**
   * What its failure means: `critical`: not ready; `degrading`: ready, but the status says so; `info`:
   * shown and not counted. Default: `critical`.
   */
  readonly criticality?: Criticality
  /** Between two checks, in milliseconds, ±20 %. Default: 10,000. */
  readonly interval?: number
  /** For one check, in milliseconds. Default: 1,000. */
  readonly timeout?: number
  /** Resolves when the component works; `degraded` with a reason when it barely does. */
  readonly run: (signal: AbortSignal) => Promise<CheckResult | void> | CheckResult | void
}

export interface CheckResult {
  readonly status: HealthStatus
  readonly message?: string
}

export type HealthStatus = 'ok' | 'degraded' | 'unhealthy'

/** What is known of a component: the guide's shape. */
export interface ComponentHealth {
  readonly status: HealthStatus
  readonly message?: string
  readonly latency_ms?: number
  readonly last_check?: string
}
