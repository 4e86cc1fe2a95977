import { ComponentMonitor, type HealthClock, systemClock } from './component-monitor.ts'
import type { ComponentHealth, HealthCheck, HealthStatus } from './health-check.ts'

export interface HealthMonitorOptions {
  /** Told when the status of a component changes. */
  readonly onChange?: (name: string, health: ComponentHealth) => void
  readonly clock?: HealthClock
}

/** What is known of all components at this moment. */
export interface HealthSnapshot {
  readonly status: HealthStatus
  readonly components: Readonly<Record<string, ComponentHealth>>
}

/**
 * Checks components in the background, in parallel, each at its own pace. Whoever asks gets a
 * snapshot, however slow or stuck a component is: probes cost a dependency nothing.
 */
export class HealthMonitor {
  readonly #components: readonly ComponentMonitor[]

  constructor(checks: readonly HealthCheck[], options: HealthMonitorOptions = {}) {
    const { onChange = () => {}, clock = systemClock } = options
    this.#components = checks.map((check) => new ComponentMonitor(check, clock, onChange))
  }

  /** Settles when every component was checked once. */
  async start(): Promise<void> {
    await Promise.all(this.#components.map((component) => component.start()))
  }

  close(): void {
    for (const component of this.#components) component.close()
  }

  snapshot(): HealthSnapshot {
    let status: HealthStatus = 'ok'
    const components: Record<string, ComponentHealth> = {}
    for (const { name, criticality, health } of this.#components) {
      components[name] = health
      status = worse(status, weigh(health.status, criticality))
    }
    return { status, components }
  }
}

const severity = { ok: 0, degraded: 1, unhealthy: 2 } as const

function worse(a: HealthStatus, b: HealthStatus): HealthStatus {
  return severity[a] >= severity[b] ? a : b
}

function weigh(status: HealthStatus, criticality: ComponentMonitor['criticality']): HealthStatus {
  if (criticality === 'info') return 'ok'
  return criticality === 'degrading' && status === 'unhealthy' ? 'degraded' : status
}
