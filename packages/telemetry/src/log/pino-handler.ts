import { type Bindings, pino, symbols } from 'pino'
import { escapeControls } from './json-string.ts'
import type { LogHandler, LogWriter } from './log-handler.ts'
import { type LogLevel, severity } from './log-level.ts'
import type { LogSink } from './log-sink.ts'
import type { PlainFields } from './plain.ts'

export interface PinoHandlerOptions {
  readonly level: LogLevel
  /** What each line begins with, after level and timestamp. */
  readonly base: PlainFields
  readonly timestamp: () => string
  readonly sink: LogSink
}

/** Renders lines as JSON with pino. */
export function createPinoHandler(options: PinoHandlerOptions): LogHandler {
  const { base, timestamp, sink } = options
  const root = pino(
    {
      level: 'trace', // The handler has decided.
      base,
      messageKey: 'message',
      timestamp: () => `,"timestamp":"${timestamp()}"`,
      formatters: { level: (level) => ({ level }) },
    },
    { write: (line) => sink.write(escapeControls(line)) },
  ) as unknown as PinoInternals
  let least = options.level
  return {
    get level() {
      return least
    },
    set level(level) {
      least = level
    },
    isEnabled: (level) => severity[level] >= severity[least],
    bind(fields): LogWriter {
      const bound = root.child(fields)
      return {
        write: (level, line) => bound[symbols.writeSym](line, undefined, severity[level]),
        text: { bound: bound[symbols.chindingsSym], timestamp, sink },
      }
    },
  }
}

/**
 * pino exports these symbols for libraries built on it. The public methods take a line with the
 * members `method`, `headers` and `socket` for a request, and print something else.
 */
interface PinoInternals {
  child(fields: Bindings): PinoInternals
  readonly [symbols.chindingsSym]: string
  [symbols.writeSym](line: PlainFields, message: undefined, severity: number): void
}
