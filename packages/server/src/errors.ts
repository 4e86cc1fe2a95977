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
    fix: 'Set another port (SERVER_PORT, or METRICS_PORT for the ops port), or stop the other process',
  },
  ADDRESS_UNUSABLE: {
    message: 'This process cannot listen on %address: %reason',
    fix: 'Set SERVER_HOST to an address of this machine and SERVER_PORT to a port that its user may open',
  },
  DOCUMENTS_PATH_INVALID: {
    message: '"%path" cannot come before /docs and /openapi.json',
    fix: "Write it like documents: { path: '/internal' }",
  },
  DOCUMENTS_PATH_TAKEN: {
    message: '%path is an address of the design and of its documents',
    fix: "Move the documents, documents: { path: '/internal' }, or leave them out: false",
  },
  OPTIONAL_PACKAGE_MISSING: {
    message: '%feature needs the package %package, which is not installed',
    fix: 'Run: npm install %package',
  },
  BUDGETS_EXCEED_TOTAL: {
    message: 'The shutdown budgets need %needed ms (%parts), but only %total ms are allowed',
    fix: 'Raise the total (SERVER_SHUTDOWN_TIMEOUT) or lower one of the parts',
  },
  START_ABORTED: {
    message: 'The start was given up: %reason',
    fix: 'Nothing to do if the process was told to stop; else see the cause',
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
