import type { ApiError } from './api-error.ts'

/** How failed calls of idempotent methods are repeated. Durations are in milliseconds. */
export interface RetryOptions {
  /** How often a call is repeated at most. Default: 2. */
  readonly limit?: number
  /** The pause before the first repetition is below this; the bound doubles each time. Default: 200. */
  readonly delay?: number
  /**
   * No pause is longer: the bound stops to double here, and a call whose answer says `Retry-After`
   * a longer time is not repeated. Default: 10,000.
   */
  readonly maxDelay?: number
  /** From 0 to below 1. Default: `Math.random`. */
  readonly random?: () => number
  /** Waits, but not after the signal has aborted. Default: a timer. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number
}

export type RetryPolicy = Required<RetryOptions>

export const defaultRetry: RetryPolicy = {
  limit: 2,
  delay: 200,
  maxDelay: 10_000,
  random: Math.random,
  sleep: sleepOnTimer,
  now: Date.now,
}

/** "Not now": by a limit, by overload, by a proxy whose service is gone or slow. */
const passing: ReadonlySet<number | undefined> = new Set([429, 502, 503, 504])

/**
 * How long to wait before the call is repeated; `undefined`: it is not. Only for idempotent methods.
 *
 * The pause is exponential with full jitter; after `Retry-After` the jitter comes on top, so that
 * clients which were turned away together do not come back together.
 */
export function pauseBeforeRetry(
  { code, status, retryAfter = 0 }: ApiError,
  attempt: number,
  { limit, delay, maxDelay, random }: RetryPolicy,
): number | undefined {
  const worthwhile = code === 'transport:network' || passing.has(status)
  if (!worthwhile || attempt > limit || retryAfter > maxDelay) return undefined
  return retryAfter + random() * Math.min(maxDelay, delay * 2 ** (attempt - 1))
}

function sleepOnTimer(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done)
  })
}
