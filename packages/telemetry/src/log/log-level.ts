import { logError } from './log-error.ts'

/** From the least to the most severe. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const

export type LogLevel = (typeof logLevels)[number]

/** Comparable numbers; pino's own. */
export const severity: Readonly<Record<LogLevel, number>> = {
  trace: 10,
  debug: 20,
  info: 30,
  warn: 40,
  error: 50,
  fatal: 60,
}

export function isLogLevel(value: unknown): value is LogLevel {
  return logLevels.some((level) => level === value)
}

export function assertLogLevel(value: unknown): asserts value is LogLevel {
  if (!isLogLevel(value)) throw logError('LEVEL_UNKNOWN', { level: String(value) })
}
