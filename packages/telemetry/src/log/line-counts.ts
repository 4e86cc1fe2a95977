import { FrontLogger } from './front-logger.ts'
import { logError } from './log-error.ts'
import type { LogLevel } from './log-level.ts'
import type { Logger } from './logger.ts'

/** Lines that a logger, its parents and its children have written since the start; goes on counting. */
export function lineCounts(logger: Logger): Readonly<Record<LogLevel, number>> {
  if (!(logger instanceof FrontLogger)) throw logError('LOGGER_FOREIGN')
  return logger.core.counts
}
