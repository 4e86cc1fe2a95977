import type { HealthCheck } from '../health-check.ts'

/** What the check needs of a pool. */
export interface CheckablePool {
  ping(signal: AbortSignal): Promise<void>
  readonly pool: {
    readonly totalCount: number
    readonly idleCount: number
    readonly waitingCount: number
    readonly options: { readonly max: number }
  }
}

/** Whether the database answers, and whether its pool has a connection left. */
export function postgresCheck(
  { ping, pool }: CheckablePool,
  options: Pick<HealthCheck, 'criticality' | 'interval' | 'timeout'> & {
    readonly name?: string
  } = {},
): HealthCheck {
  const { name = 'postgres', ...rest } = options
  return {
    name,
    ...rest,
    async run(signal) {
      const { totalCount, idleCount, waitingCount, options: limits } = pool
      // To ask would mean to wait in the same queue: a busy service is not a dead database.
      if (totalCount >= limits.max && idleCount === 0) {
        const message = `all ${limits.max} connections are in use, ${waitingCount} callers wait`
        return { status: 'degraded', message }
      }
      await ping(signal)
      return { status: 'ok' }
    },
  }
}
