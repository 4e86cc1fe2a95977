import type { Connection } from './connection.ts'

/** A fixed amount of work for a set of open connections. */
export interface Load {
  readonly connections: readonly Connection[]
  /** Sent in turn. */
  readonly requests: readonly Uint8Array[]
  /** How many to send. */
  readonly total: number
  /** Milliseconds, monotonic. */
  readonly now: () => number
}

/** What came of it; times in milliseconds. */
export interface LoadSamples {
  /** One latency for each request. */
  readonly latencies: Float64Array
  /** How late the generator itself noticed that each request was due; at a constant rate only. */
  readonly lags?: Float64Array
  readonly elapsed: number
}
