/**
 * The errors of this package: what is wrong with the way it is used or with its surroundings, and
 * what to do. `%name` stands for a value. Codes are never reused.
 */
export const serverErrors = {
  HANDLER_MISSING: {
    message: 'There is no handler for %methods',
    fix: 'Pass a function for each in `handlers`',
  },
  AUTHENTICATOR_MISSING: {
    message: 'The design asks for security that nothing checks: %schemes',
    fix: 'Pass an authenticator for each scheme in `authenticators`',
  },
  ADDRESS_IN_USE: {
    message: '%address is in use by another process',
    fix: 'Set PORT to a free port, or stop the other process',
  },
  OPTIONAL_PACKAGE_MISSING: {
    message: '%feature needs the package %package, which is not installed',
    fix: 'Run: npm install %package',
  },
} as const satisfies Record<string, { message: string; fix: string }>

export type ServerErrorCode = keyof typeof serverErrors

export class ServerError extends Error {
  override readonly name = 'ServerError'
  readonly code: ServerErrorCode
  readonly fix: string

  constructor(code: ServerErrorCode, message: string, fix: string, cause?: unknown) {
    super(`${message}. ${fix}`, { cause })
    this.code = code
    this.fix = fix
  }
}

export function serverError(
  code: ServerErrorCode,
  values: Readonly<Record<string, string>> = {},
  cause?: unknown,
): ServerError {
  const fill = (text: string) => text.replace(/%(\w+)/g, (_, name: string) => values[name] ?? '')
  const { message, fix } = serverErrors[code]
  return new ServerError(code, fill(message), fill(fix), cause)
}
