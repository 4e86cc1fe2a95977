/** The request behind an observation: where a bucket of a histogram leads to a trace. */
export interface Exemplar {
  readonly traceId: string
  readonly spanId: string
}

/** What a bucket keeps of its last observation that had one. */
export interface StoredExemplar {
  traceId: string
  spanId: string
  value: number
  /** Seconds since 1970. */
  time: number
}
