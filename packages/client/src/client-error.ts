/**
 * The errors of this package: what is wrong with the way it is used, and what to do. `%name` stands
 * for a value. Codes are never reused; `docs/client.md` lists them. What goes wrong with a call is
 * an `ApiError`.
 */
export const clientErrors = {
  BASE_URL_MISSING: {
    message: 'The client does not know where the service is',
    fix: 'Pass `baseUrl`; it may be left out in a browser page, and with a `fetch` of your own',
  },
  BASE_URL_INVALID: {
    message: '`baseUrl` cannot be used: %reason',
    fix: 'Pass an http or https address such as "https://api.example.com"',
  },
  NUMBER_INVALID: {
    message: '`%option` must be %expected, found %value',
    fix: 'Correct the number; durations are in milliseconds',
  },
  SCHEME_UNKNOWN: {
    message: '`authorize` names "%name", which is no security scheme of "%api"',
    fix: 'Use one of the names that the design gives its schemes: %known',
  },
} as const satisfies Record<string, { message: string; fix: string }>

export type ClientErrorCode = keyof typeof clientErrors

export class ClientError extends Error {
  override readonly name = 'ClientError'
  readonly code: ClientErrorCode
  readonly fix: string

  constructor(code: ClientErrorCode, values: Readonly<Record<string, string>> = {}) {
    const fill = (text: string) => text.replace(/%(\w+)/g, (_, name: string) => values[name] ?? '')
    const { message, fix } = clientErrors[code]
    super(`${fill(message)}. ${fill(fix)}`)
    this.code = code
    this.fix = fill(fix)
  }
}
