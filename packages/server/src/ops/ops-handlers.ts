import { createHash, timingSafeEqual } from 'node:crypto'
import { implement } from '../engine/implement.ts'
import type { Authenticator } from '../engine/principal.ts'
import type { HealthMonitor } from '../health/health-monitor.ts'
import type { LifecycleState } from '../lifecycle/lifecycle.ts'
import { formatUptime } from '../serve/uptime.ts'
import { healthDetails, probes } from './health-design.ts'

export interface ProcessStatus {
  readonly state: () => LifecycleState
  readonly health: () => HealthMonitor | undefined
  readonly version: string
  readonly startedAt: number
}

const now = () => new Date().toISOString()

/** Probes answer from what is known; they ask nobody. */
export function createProbeHandlers({ state, health }: ProcessStatus) {
  const ready = () => state() === 'ready' && health()?.snapshot().status !== 'unhealthy'
  return implement(probes, {
    live: () => ({ status: 'ok', timestamp: now() }),
    ready: () => ({ status: ready() ? 'ok' : 'unhealthy', timestamp: now() }),
    started: () => ({ status: state() === 'starting' ? 'unhealthy' : 'ok', timestamp: now() }),
  })
}

export function createHealthHandlers({ state, health, version, startedAt }: ProcessStatus) {
  return implement(healthDetails, {
    status() {
      const { status, components } = health()?.snapshot() ?? { status: 'unhealthy', components: {} }
      return {
        status: state() === 'ready' ? status : 'unhealthy',
        timestamp: now(),
        version,
        uptime: formatUptime(Date.now() - startedAt),
        components,
      }
    },
  })
}

/** Without a token nobody is an operator. */
export function operatorAuthenticator(token: string | undefined): Authenticator {
  return (credential) => {
    if (token === undefined || credential.kind !== 'apiKey') return undefined
    return timingSafeEqual(digest(credential.key), digest(token))
      ? { subject: 'operator' }
      : undefined
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
