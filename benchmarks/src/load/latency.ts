import { percentile } from '../statistics.ts'

/** Exact percentiles, from all samples, in milliseconds. */
export interface Latency {
  readonly p50: number
  readonly p90: number
  readonly p99: number
  readonly p999: number
  readonly max: number
}

export function toLatency(parts: readonly Float64Array[]): Latency {
  const ascending = concatenate(parts).sort()
  return {
    p50: percentile(ascending, 0.5),
    p90: percentile(ascending, 0.9),
    p99: percentile(ascending, 0.99),
    p999: percentile(ascending, 0.999),
    max: percentile(ascending, 1),
  }
}

function concatenate(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}
