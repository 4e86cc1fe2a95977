import { setTimeout as wait } from 'node:timers/promises'
import type { LifecycleLog } from './lifecycle-log.ts'

export interface StartRetries {
  /** How often a start is tried. Default: 10. */
  readonly attempts?: number
  /** Before the second try, in milliseconds; doubles up to 5 s, with jitter. Default: 200. */
  readonly delay?: number
}

const longestDelay = 5_000

/** Tries to start something that may not be there yet, such as a database that starts as well. */
export async function retryStart<Handle>(
  name: string,
  start: (signal: AbortSignal) => Promise<Handle> | Handle,
  signal: AbortSignal,
  log: LifecycleLog,
  { attempts = 10, delay = 200 }: StartRetries = {},
): Promise<Handle> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(signal)
    } catch (error) {
      signal.throwIfAborted()
      if (attempt >= attempts || isPermanent(error)) throw error
      const ceiling = Math.min(longestDelay, delay * 2 ** (attempt - 1))
      const pause = Math.round(ceiling * (0.5 + Math.random() / 2))
      log.warn('start_retry', {
        component: name,
        attempt,
        attempts,
        retry_in_ms: pause,
        reason: reasonOf(error),
      })
      await wait(pause, undefined, { signal })
    }
  }
}

/** Errors that tell a fix wait for a person, and so do wrong credentials (28…) and databases (3D000). */
function isPermanent(error: unknown): boolean {
  const { fix, code } = (error ?? {}) as { fix?: unknown; code?: unknown }
  return fix !== undefined || (typeof code === 'string' && /^28|^3D000$/.test(code))
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
