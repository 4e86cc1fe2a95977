/**
 * How logging can be used wrongly: what happened, and what to do. `%name` stands for a value. Codes
 * are never reused.
 */
export const logErrors = {
  LEVEL_UNKNOWN: {
    message: 'There is no log level "%level"',
    fix: 'Use one of trace, debug, info, warn, error, fatal',
  },
  LEVEL_TTL: {
    message: 'A log level cannot be set for %ttl milliseconds',
    fix: 'Use a number above 0, of 86,400,000 (a day) at most',
  },
  LOGGER_FOREIGN: {
    message: 'This logger is not one of this package, whose level and lines are known',
    fix: 'Pass a logger made by createLogger or fromWinston, or a child of one',
  },
  MARK_PATH: {
    message: '"%path" is not a path to a marked value',
    fix: 'Write it as a JSON Pointer: /payload/email, or /payload/items/*/email for all items',
  },
} as const satisfies Record<string, { message: string; fix: string }>

export type LogErrorCode = keyof typeof logErrors

export class LogError extends Error {
  override readonly name = 'LogError'
  readonly code: LogErrorCode
  readonly fix: string

  constructor(code: LogErrorCode, message: string, fix: string) {
    super(`${message}. ${fix}`)
    this.code = code
    this.fix = fix
  }
}

export function logError(
  code: LogErrorCode,
  values: Readonly<Record<string, string>> = {},
): LogError {
  const { message, fix } = logErrors[code]
  const filled = message.replace(/%(\w+)/g, (_, name: string) => values[name] ?? '')
  return new LogError(code, filled, fix)
}
