import { findCaller } from './caller.ts'
import { currentLogContext } from './log-context.ts'
import type { LogHandler, LogWriter } from './log-handler.ts'
import { type LogLevel, severity } from './log-level.ts'
import type { LogFields, Logger } from './logger.ts'
import type { PlainFields } from './plain.ts'
import { toPlainFields } from './plain-fields.ts'
import type { Redactor } from './redactor.ts'

/** What a logger shares with its children. */
export interface LoggerCore {
  readonly handler: LogHandler
  readonly redactor: Redactor
  /** Lines written since the start. */
  readonly counts: Record<LogLevel, number>
}

/** The loggers of this package: they decide, redact and make plain; their handler renders. */
export class FrontLogger implements Logger {
  readonly core: LoggerCore
  readonly bound: PlainFields
  readonly writer: LogWriter
  readonly #handler: LogHandler
  readonly #redactor: Redactor

  constructor(core: LoggerCore, bound: PlainFields = {}) {
    this.core = core
    this.bound = bound
    this.#handler = core.handler
    this.#redactor = core.redactor
    this.writer = core.handler.bind(bound)
  }

  trace(message: string, fields?: LogFields): void {
    if (this.#handler.isEnabled('trace')) this.#log('trace', message, fields)
  }

  debug(message: string, fields?: LogFields): void {
    if (this.#handler.isEnabled('debug')) this.#log('debug', message, fields)
  }

  info(message: string, fields?: LogFields): void {
    if (this.#handler.isEnabled('info')) this.#log('info', message, fields)
  }

  warn(message: string, fields?: LogFields): void {
    if (this.#handler.isEnabled('warn')) this.#log('warn', message, fields)
  }

  error(message: string, fields?: LogFields): void {
    if (this.#handler.isEnabled('error')) this.#log('error', message, fields)
  }

  fatal(message: string, fields?: LogFields): void {
    if (this.#handler.isEnabled('fatal')) this.#log('fatal', message, fields)
  }

  child(fields: LogFields): Logger {
    const own = toPlainFields(fields, this.#redactor)
    return new FrontLogger(this.core, { ...this.bound, ...own })
  }

  isEnabled(level: LogLevel): boolean {
    return this.#handler.isEnabled(level)
  }

  /** A line beside the calls: whatever the level is, and without a caller or the context. */
  record(level: LogLevel, message: string, fields: LogFields): void {
    this.#write(level, { message }, toPlainFields(fields, this.#redactor))
  }

  /** What is nearest to the call wins: its fields, then the bound ones, then the context's. */
  #log(level: LogLevel, message: string, fields: LogFields | undefined): void {
    const line: PlainFields = { message: this.#redactor.redact(message) }
    const context = currentLogContext()?.plainFor(this.#redactor)
    if (context !== undefined) {
      for (const name of Object.keys(context)) {
        if (!Object.hasOwn(this.bound, name)) line[name] = context[name] ?? null
      }
    }
    if (severity[level] >= severity.error) line['caller'] = findCaller(2) ?? null
    this.#write(level, line, toPlainFields(fields, this.#redactor))
  }

  #write(level: LogLevel, line: PlainFields, fields: PlainFields): void {
    let hides = false
    for (const name of Object.keys(fields)) {
      line[name] = fields[name] ?? null
      hides ||= Object.hasOwn(this.bound, name)
    }
    const writer = hides ? this.#handler.bind(without(this.bound, line)) : this.writer
    this.core.counts[level]++
    writer.write(level, line)
  }
}

export function createFrontLogger(handler: LogHandler, redactor: Redactor): FrontLogger {
  const counts = { trace: 0, debug: 0, info: 0, warn: 0, error: 0, fatal: 0 }
  return new FrontLogger({ handler, redactor, counts })
}

function without(fields: PlainFields, hidden: PlainFields): PlainFields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !Object.hasOwn(hidden, name)))
}
