import type { EngineOptions } from '../engine/engine.ts'
import type { ShutdownBudgets } from '../lifecycle/budgets.ts'

/** What a service reads of the section `server` of the configuration. Times in milliseconds. */
export interface ServerConfig {
  readonly host: string
  readonly port: number
  readonly readTimeout: number
  readonly headersTimeout: number
  readonly writeTimeout: number
  readonly idleTimeout: number
  readonly bodyLimit: number
  readonly headersLimit: number
  readonly maxConnections: number
  readonly trustedProxies: readonly string[]
  readonly drainDelay: number
  readonly drainTimeout: number
  readonly closeTimeout: number
  readonly flushTimeout: number
  readonly shutdownTimeout: number
}

export function toBudgets(config: ServerConfig): ShutdownBudgets {
  return {
    drainDelay: config.drainDelay,
    requests: config.drainTimeout,
    close: config.closeTimeout,
    flush: config.flushTimeout,
    total: config.shutdownTimeout,
  }
}

export function toEngineOptions(
  config: ServerConfig,
): Pick<EngineOptions<Record<never, never>>, 'limits' | 'trustedProxies'> {
  return {
    limits: {
      body: config.bodyLimit,
      headers: config.headersLimit,
      connections: config.maxConnections,
      requestTimeout: config.readTimeout,
      headersTimeout: config.headersTimeout,
      keepAliveTimeout: config.idleTimeout,
    },
    ...(config.trustedProxies.length > 0 && { trustedProxies: config.trustedProxies }),
  }
}
