/** What a request may ask for. All of it can be set; nothing is unlimited. */
export interface Limits {
  /** Of a request body, in bytes. Default: 1 MiB. Over it: 413. */
  readonly body: number
  /** How deep a JSON body may nest. Default: 64. Over it: 400. */
  readonly depth: number
  /** Of the request line and headers, in bytes. Default: 16 KiB. Over it: 431. */
  readonly headers: number
  /** Until the whole request has arrived, in milliseconds. Default: 60 s. Over it: 408. */
  readonly requestTimeout: number
  /** Until the headers have arrived, in milliseconds. Default: 10 s. Over it: 408. */
  readonly headersTimeout: number
  /** How long an idle connection is kept, in milliseconds. Default: 72 s, above what balancers use. */
  readonly keepAliveTimeout: number
  /** Sockets at most; further ones are refused. Default: 10,000. */
  readonly connections: number
  /** How many violations a problem document lists. Default: 32. */
  readonly violations: number
}

export const defaultLimits: Limits = {
  body: 1024 * 1024,
  depth: 64,
  headers: 16 * 1024,
  requestTimeout: 60_000,
  headersTimeout: 10_000,
  keepAliveTimeout: 72_000,
  connections: 10_000,
  violations: 32,
}
