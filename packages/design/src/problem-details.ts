/** A problem document (RFC 9457), as every error of a service is sent. */
export interface ProblemDetails {
  /** What kind of problem: a URI to compare. `about:blank` says no more than the status. */
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail?: string
  /** The id of the request, as in the `X-Request-ID` header and the logs. */
  readonly instance: string
  readonly trace_id: string
  /** What is wrong with the request, part by part. */
  readonly errors?: readonly Violation[]
  readonly [field: string]: unknown
}

export interface Violation {
  /** A JSON Pointer (RFC 6901) into the body, or `/name` of a parameter. */
  readonly pointer: string
  readonly in: 'body' | 'path' | 'query' | 'header' | 'cookie'
  /** The keyword of JSON Schema that does not hold. */
  readonly rule: string
  /** Never contains the value. */
  readonly message: string
}

/**
 * The errors that a service answers by itself, without a word in the design. Documents list them,
 * and the client knows them.
 */
export const automaticProblems = {
  validation: { status: 400, title: 'The request is invalid' },
  malformedRequest: { status: 400, title: 'The request is malformed' },
  unauthorized: { status: 401, title: 'Authentication is required' },
  forbidden: { status: 403, title: 'The caller may not do this' },
  notFound: { status: 404, title: 'There is nothing at this address' },
  methodNotAllowed: { status: 405, title: 'The address does not support this method' },
  notAcceptable: { status: 406, title: 'The response has no form that the client accepts' },
  requestTimeout: { status: 408, title: 'The request took too long to arrive' },
  contentTooLarge: { status: 413, title: 'The body is too large' },
  unsupportedMediaType: { status: 415, title: 'The body is of a type that is not supported' },
  tooManyRequests: { status: 429, title: 'Too many requests' },
  headersTooLarge: { status: 431, title: 'The headers are too large' },
  internal: { status: 500, title: 'The service failed' },
  unavailable: { status: 503, title: 'The service is unavailable' },
  deadlineExceeded: { status: 504, title: 'The service took too long' },
} as const satisfies Record<string, { status: number; title: string }>

export type AutomaticProblem = keyof typeof automaticProblems

/** The `type` of an automatic problem: the same for every API. */
export function automaticProblemType(name: AutomaticProblem): string {
  return `urn:problem:seaworthy:${kebabCase(name)}`
}

/**
 * The `type` of a designed error: `emailTaken` of `users` under `urn:problem:shop:` is
 * `urn:problem:shop:users:email-taken`.
 */
export function designedProblemType(prefix: string, service: string, error: string): string {
  const separator = prefix.endsWith('/') ? '/' : ':'
  return `${prefix}${kebabCase(service)}${separator}${kebabCase(error)}`
}

function kebabCase(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1-$2').toLowerCase()
}
