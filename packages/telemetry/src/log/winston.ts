import { createFrontLogger } from './front-logger.ts'
import type { LogHandler } from './log-handler.ts'
import { type LogLevel, logLevels } from './log-level.ts'
import type { Logger } from './logger.ts'
import { createRedactor, type Redactor } from './redactor.ts'
import { createTimestamp } from './timestamp.ts'

/** What is used of a logger of winston 3. */
export interface WinstonLogger {
  level: string
  readonly levels: Readonly<Record<string, number>>
  readonly defaultMeta?: object
  isLevelEnabled(level: string): boolean
  write(info: object): unknown
}

export interface WinstonOptions {
  /** What lines must not say; a `createRedactor()` if left out. */
  readonly redact?: Redactor
  /** Milliseconds since 1970. */
  readonly clock?: () => number
}

/**
 * A logger that writes lines with winston: same calls, fields, redaction and context. How lines look
 * and where they go is winston's affair, so what is promised of `createStdoutSink` is not.
 */
export function fromWinston(winston: WinstonLogger, options: WinstonOptions = {}): Logger {
  const { redact = createRedactor(), clock = Date.now } = options
  return createFrontLogger(createWinstonHandler(winston, createTimestamp(clock)), redact)
}

function createWinstonHandler(winston: WinstonLogger, timestamp: () => string): LogHandler {
  const nameOf = (level: LogLevel) =>
    names[level].find((name) => winston.levels[name] !== undefined) ?? winston.level
  const isEnabled = (level: LogLevel) => winston.isLevelEnabled(nameOf(level))
  return {
    get level() {
      return logLevels.find(isEnabled) ?? 'fatal'
    },
    set level(level) {
      winston.level = nameOf(level)
    },
    isEnabled,
    bind: (fields) => ({
      write(level, line) {
        // By write(), as log() would make the level in the line winston's own.
        winston.write({
          ...winston.defaultMeta,
          level,
          timestamp: timestamp(),
          ...fields,
          ...line,
          [Symbol.for('level')]: nameOf(level),
        })
      },
    }),
  }
}

/** Our levels in winston's sets of levels: npm, syslog, or the user's own. */
const names: Readonly<Record<LogLevel, readonly string[]>> = {
  trace: ['trace', 'silly', 'debug'],
  debug: ['debug'],
  info: ['info'],
  warn: ['warn', 'warning'],
  error: ['error'],
  fatal: ['fatal', 'crit', 'error'],
}
