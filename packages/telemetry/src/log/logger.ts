import type { LogLevel } from './log-level.ts'

/** What a line says beside its message. Any value will do: see `Redactor` for what becomes of it. */
export type LogFields = Readonly<Record<string, unknown>>

/**
 * What the framework and handlers log with. A call never throws and never waits. Whatever library
 * writes the lines stands behind it as a `LogHandler`.
 */
export interface Logger {
  trace(message: string, fields?: LogFields): void
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  /** Adds `caller`, the place of the call. An `Error` goes into a field: `{ error }`. */
  error(message: string, fields?: LogFields): void
  /** As `error`; the process goes on. */
  fatal(message: string, fields?: LogFields): void
  /** A logger that puts these fields on each line; they are read, redacted and rendered once. */
  child(fields: LogFields): Logger
  /** To ask before fields are made that cost something. */
  isEnabled(level: LogLevel): boolean
}
