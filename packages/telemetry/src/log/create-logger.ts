import { createFrontLogger } from './front-logger.ts'
import { assertLogLevel, type LogLevel } from './log-level.ts'
import type { LogSink } from './log-sink.ts'
import type { Logger } from './logger.ts'
import { createPinoHandler } from './pino-handler.ts'
import { createPrettySink } from './pretty-sink.ts'
import { createRedactor, type Redactor } from './redactor.ts'
import { createStdoutSink } from './stdout-sink.ts'
import { createTimestamp } from './timestamp.ts'

export interface LoggerOptions {
  /** The least severe level that is written; `info`. */
  readonly level?: LogLevel
  /** One JSON object a line, or a line for a person to read; `json`. */
  readonly format?: 'json' | 'pretty'
  readonly service: string
  readonly environment?: string
  /** Of the service. */
  readonly version?: string
  /** Where lines go; a `createStdoutSink()` if left out. Loggers of one process share one. */
  readonly sink?: LogSink
  /** What lines must not say; a `createRedactor()` if left out. */
  readonly redact?: Redactor
  /** Milliseconds since 1970. */
  readonly clock?: () => number
}

/** A logger that writes lines with pino. */
export function createLogger(options: LoggerOptions): Logger {
  const { level = 'info', format = 'json', service, environment, version } = options
  const { sink = createStdoutSink(), redact = createRedactor(), clock = Date.now } = options
  assertLogLevel(level)
  const handler = createPinoHandler({
    level,
    base: {
      service,
      ...(environment !== undefined && { environment }),
      ...(version !== undefined && { version }),
    },
    timestamp: createTimestamp(clock),
    sink: format === 'pretty' ? createPrettySink(sink) : sink,
  })
  sink.onDropped?.((lines) => {
    // Past the level and the context of whoever runs just now.
    handler.bind({}).write('warn', { message: 'log_lines_dropped', count: lines })
  })
  return createFrontLogger(handler, redact)
}
