import { FrontLogger } from './front-logger.ts'
import { logError } from './log-error.ts'
import { assertLogLevel, type LogLevel, severity } from './log-level.ts'
import type { Logger } from './logger.ts'

export interface LevelControlOptions {
  /** Milliseconds since 1970. */
  readonly clock?: () => number
  /** Calls back after some milliseconds unless cancelled, and does not keep the process for it. */
  readonly timer?: (run: () => void, milliseconds: number) => { cancel(): void }
}

export interface LevelChange {
  /** Milliseconds until the level is again what was configured; 900,000 (15 minutes). A day at most. */
  readonly ttl?: number
  /** Who did it; for the line about it. */
  readonly actor: string
}

export interface LevelState {
  readonly level: LogLevel
  readonly configured: LogLevel
  /** Why `level` is not `configured`. */
  readonly override?: { readonly actor: string; readonly until: string }
}

/** Changes the level of a logger, its parents and its children while the process runs. */
export interface LevelControl {
  get(): LevelState
  set(level: LogLevel, change: LevelChange): LevelState
  /** Back to what was configured. */
  reset(by: { readonly actor: string }): LevelState
}

/**
 * A level that is changed by hand goes back by itself: nobody leaves debug on. Each change is told
 * by a line `log_level_changed`, which no level hides.
 */
export function createLevelControl(
  logger: Logger,
  { clock = Date.now, timer = startTimer }: LevelControlOptions = {},
): LevelControl {
  if (!(logger instanceof FrontLogger)) throw logError('LOGGER_FOREIGN')
  const { handler } = logger.core
  const configured = handler.level
  let override: LevelState['override']
  let expiry: { cancel(): void } | undefined

  const get = (): LevelState => ({
    level: handler.level,
    configured,
    ...(override && { override }),
  })
  const change = (to: LogLevel, reason: string, actor: string): LevelState => {
    const from = handler.level
    const tell = () => {
      const until = override && { until: override.until }
      logger.record('warn', 'log_level_changed', { reason, from, to, actor, ...until })
    }
    // While the level is the lower of the two: other libraries filter this line, too.
    const lowers = severity[to] < severity[from]
    if (!lowers) tell()
    handler.level = to
    if (lowers) tell()
    return get()
  }
  const end = (reason: string, actor: string): LevelState => {
    expiry?.cancel()
    expiry = undefined
    override = undefined
    return change(configured, reason, actor)
  }

  return {
    get,
    set(level, { ttl = 15 * 60_000, actor }) {
      assertLogLevel(level)
      if (!(ttl > 0 && ttl <= 86_400_000)) throw logError('LEVEL_TTL', { ttl: String(ttl) })
      expiry?.cancel()
      expiry = timer(() => end('expired', actor), ttl)
      override = { actor, until: new Date(clock() + ttl).toISOString() }
      return change(level, 'set', actor)
    },
    reset: ({ actor }) => end('reset', actor),
  }
}

function startTimer(run: () => void, milliseconds: number): { cancel(): void } {
  const timeout = setTimeout(run, milliseconds).unref()
  return { cancel: () => clearTimeout(timeout) }
}
