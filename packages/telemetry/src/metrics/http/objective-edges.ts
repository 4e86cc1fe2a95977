import { metricsError } from '../errors.ts'
import { mergeBuckets } from '../buckets.ts'

/** How many edges objectives may add: each is a line in every series of the histogram. */
const objectiveLimit = 16

/**
 * The edges of a latency histogram: those it has anyhow, and the objectives of all methods. One list
 * serves all routes, or their series could not be added up.
 */
export class ObjectiveEdges {
  readonly #base: readonly number[]
  readonly #objectives = new Set<number>()

  constructor(base: readonly number[]) {
    this.#base = base
  }

  /** Takes an objective in, in milliseconds. Whether it was new. */
  add(objective: number): boolean {
    const edge = objective / 1000
    if (this.#base.includes(edge) || this.#objectives.has(edge)) return false
    this.#objectives.add(edge)
    if (this.#objectives.size <= objectiveLimit) return true
    throw metricsError('TOO_MANY_LATENCY_OBJECTIVES', {
      limit: String(objectiveLimit),
      objectives: this.objectives.map((seconds) => seconds * 1000).join(', '),
    })
  }

  /** Those that are no edges anyhow, in seconds. */
  get objectives(): number[] {
    return mergeBuckets([...this.#objectives])
  }

  /** `base`: other edges than its own to add the objectives to. */
  edges(base: readonly number[] = this.#base): number[] {
    return mergeBuckets(base, this.objectives)
  }
}
