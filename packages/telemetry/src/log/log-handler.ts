import type { LogLevel } from './log-level.ts'
import type { LogSink } from './log-sink.ts'
import type { PlainFields } from './plain.ts'

/**
 * What stands behind a `Logger` (the idea is slog's): the front has decided, redacted and made
 * plain; a handler renders and writes. One for each library.
 */
export interface LogHandler {
  /** The least severe level that is written. It may change at any time. */
  level: LogLevel
  isEnabled(level: LogLevel): boolean
  /** A writer that puts these fields on each line. */
  bind(fields: PlainFields): LogWriter
}

export interface LogWriter {
  /** `fields` begin with `message`, and share no name with the bound ones. */
  write(level: LogLevel, fields: PlainFields): void
  /** For lines that are put together from text: absent where the library cannot take any. */
  readonly text?: LineParts
}

/** What surrounds the fields of a JSON line. */
export interface LineParts {
  /** The bound members, each after a comma: `,"service":"users"`. */
  readonly bound: string
  readonly timestamp: () => string
  readonly sink: LogSink
}
