import { tracingError } from './errors.ts'
import { memberOf, withMember } from './trace-state.ts'

/** The names that `OTEL_TRACES_SAMPLER` has. */
export type SamplerName =
  | 'parentbased_traceidratio'
  | 'parentbased_always_on'
  | 'parentbased_always_off'
  | 'traceidratio'
  | 'always_on'
  | 'always_off'

/** Decides whether a trace is kept, from its id alone: each service decides the same. */
export class Sampler {
  /** Whether a caller that decided is followed. */
  readonly parentBased: boolean
  /** The share that is kept of those traces that nobody decided on. */
  readonly ratio: number
  /** What a trace that begins here and is kept says to others: how many it stands for. */
  readonly rootState: string
  readonly #threshold: string | undefined

  constructor(name: SamplerName, ratio: number) {
    if (!(ratio >= 0 && ratio <= 1)) throw tracingError('RATIO_INVALID', { ratio: String(ratio) })
    this.parentBased = name.startsWith('parentbased_')
    this.ratio = name.endsWith('traceidratio') ? ratio : name.endsWith('always_on') ? 1 : 0
    this.#threshold = toThreshold(this.ratio)
    this.rootState = `ot=th:${trimmed(this.#threshold ?? '')}`
  }

  /**
   * By consistent probability: the last 56 bits of the trace id against a threshold, so a service
   * that keeps less keeps a part of what one that keeps more does.
   */
  keeps(traceId: string, state?: string): boolean {
    if (this.#threshold === undefined) return false
    const given = state === undefined ? undefined : subMember(state, 'rv')
    return (given ?? traceId.slice(-14)) >= this.#threshold
  }

  /** The `tracestate` after a decision against that of the caller. */
  restate(state: string | undefined, keeps: boolean): string | undefined {
    const rest = (memberOf(state, 'ot') ?? '').split(';').filter((part) => /^(?!th:)./.test(part))
    const parts = keeps ? [`th:${trimmed(this.#threshold ?? '')}`, ...rest] : rest
    if (parts.length === 0) return state
    return withMember(state, 'ot', parts.join(';'))
  }
}

/** What is rejected of 2^56, as 14 digits, which compare as text; `undefined` is all of it. */
function toThreshold(ratio: number): string | undefined {
  const rejected = BigInt(Math.round((1 - ratio) * 2 ** 56))
  return rejected >= 2n ** 56n ? undefined : rejected.toString(16).padStart(14, '0')
}

function trimmed(threshold: string): string {
  return threshold.replace(/0+$/, '') || '0'
}

function subMember(state: string, name: string): string | undefined {
  const parts = memberOf(state, 'ot')?.split(';') ?? []
  const text = parts.find((part) => part.startsWith(`${name}:`))?.slice(name.length + 1)
  return text !== undefined && /^[0-9a-f]{14}$/.test(text) ? text : undefined
}
