/** What one round measured of one peer. */
export interface Run extends RunMetrics {
  readonly peer: string
  readonly scenario: string
  readonly round: number
  /** Measured requests. */
  readonly requests: number
}

export interface RunMetrics {
  /** CPU time of the server process, user and system, for one request, in microseconds. */
  readonly cpu: number
  readonly cpuUser: number
  readonly cpuSystem: number
  /** Responses per second. */
  readonly throughput: number
  /** Latency in milliseconds. */
  readonly p50: number
  readonly p90: number
  readonly p99: number
  readonly p999: number
  readonly max: number
  /** Resident memory of the server process after the load, in bytes. */
  readonly rss: number
  /** CPU time of the server over elapsed time: near 1 when it, and nothing else, was the limit. */
  readonly serverBusy: number
  /** Share of the time the server was ready to run but its core ran something else; on Linux. */
  readonly serverWaited: number
  readonly generatorBusy: number
  /** How late the generator itself was, in milliseconds; at a constant rate only. */
  readonly lagP99?: number
}
