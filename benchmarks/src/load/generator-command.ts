import type { Latency } from './latency.ts'

export interface ConnectCommand {
  readonly command: 'connect'
  readonly port: number
  readonly connections: number
  /** Name of the scenario. */
  readonly scenario: string
}

export interface RunCommand {
  readonly command: 'run'
  /** Requests to send. */
  readonly total: number
  /** Whether their latency goes into the report. */
  readonly isMeasured: boolean
  /** Requests per second; without it, the load is a closed loop. */
  readonly rate?: number
}

/** What the load generator understands. */
export type GeneratorCommand =
  | ConnectCommand
  | RunCommand
  | { readonly command: 'report' }
  | { readonly command: 'stop' }

/** The answer to `run`. */
export interface LoadResult {
  /** Milliseconds from the first request to the last answer. */
  readonly elapsed: number
  /** CPU time of the generator. */
  readonly cpuMicroseconds: number
}

/** The answer to `report`: all measured requests so far. */
export interface LoadReport {
  readonly latency: Latency
  /** How late the generator noticed that requests were due; at a constant rate only. */
  readonly lag?: Latency
}
