/** What is known of a request when it arrived. Whatever else an object has is not looked at. */
export interface RequestArrival {
  readonly requestId: string
  readonly traceId?: string | undefined
  readonly spanId?: string | undefined
  /** Who calls: the user or client. */
  readonly subject?: string | undefined
  /** The HTTP method. */
  readonly verb: string
  /** A query string is cut off: it may carry secrets. */
  readonly path: string
  readonly remoteAddress: string
  readonly userAgent?: string | undefined
}

/** And when it was over. */
export interface RequestRecord extends RequestArrival {
  readonly status: number
  readonly durationMs: number
  /** Of the body, in bytes. */
  readonly responseSize: number
  /** Why the service failed. */
  readonly failure?: unknown
}
