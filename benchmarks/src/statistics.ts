/** A median with the least and the greatest value it was taken from. */
export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  if (upper === undefined || lower === undefined) throw new RangeError('No values, no median')
  return (lower + upper) / 2
}

/** Nearest rank: the least sample that is not below the given fraction of all samples. */
export function percentile(ascending: ArrayLike<number>, fraction: number): number {
  const rank = Math.max(1, Math.ceil(fraction * ascending.length))
  const value = ascending[rank - 1]
  if (value === undefined) throw new RangeError('No samples, no percentile')
  return value
}

export function toSpread(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) }
}

/**
 * Each value over the baseline's value of the same round. What slows the machine down for a
 * while slows both, so these ratios vary less than the values do.
 */
export function pairedRatios(values: readonly number[], baseline: readonly number[]): number[] {
  if (values.length !== baseline.length) throw new RangeError('Rounds without a partner')
  return values.map((value, round) => value / (baseline[round] ?? Number.NaN))
}
