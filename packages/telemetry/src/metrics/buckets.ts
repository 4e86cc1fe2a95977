import { metricsError } from './errors.ts'

/** The guide's, for requests; seconds. */
export const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const

/** The guide's, for queries; seconds. */
export const queryBuckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1] as const

/** The guide's, for responses: `ExponentialBuckets(100, 10, 8)`; bytes. */
export const sizeBuckets = exponentialBuckets(100, 10, 8)

/** Those of `http.server.request.duration` in the semantic conventions; seconds. */
export const semanticBuckets = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
] as const

/** Those of the client library, for collections of garbage; seconds. */
export const garbageBuckets = [0.001, 0.01, 0.1, 1, 2, 5] as const

export function exponentialBuckets(start: number, factor: number, count: number): number[] {
  return Array.from({ length: count }, (_, power) => start * factor ** power)
}

/** All edges of the lists, from low to high, each once. */
export function mergeBuckets(...lists: readonly (readonly number[])[]): number[] {
  return [...new Set(lists.flat())].sort((a, b) => a - b)
}

/** The edges, if they are some: a rising list of finite numbers. */
export function checkBuckets(name: string, edges: readonly number[]): readonly number[] {
  const rising = edges.every((edge, i) => Number.isFinite(edge) && !(edge <= edges[i - 1]!))
  if (rising && edges.length > 0) return edges
  throw metricsError('BUCKETS_INVALID', { name, buckets: `[${edges.join(', ')}]` })
}
