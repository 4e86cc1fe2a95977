import { baselinePeer } from './peer-process.ts'
import type { Run, RunMetrics } from './run.ts'
import { median, pairedRatios, type Spread, toSpread } from './statistics.ts'

/** All rounds of a peer in a scenario. */
export interface Summary {
  readonly scenario: string
  readonly peer: string
  readonly rounds: number
  /** The median of each figure. */
  readonly medians: RunMetrics
  /** CPU time of a request, over the rounds, in microseconds. */
  readonly cpu: Spread
  /** CPU time of a request over that of the baseline in the same round. */
  readonly cpuRatio: Spread
  readonly throughputRatio: Spread
}

/** One summary for each scenario and peer, in the order they were run in. */
export function summarise(runs: readonly Run[]): Summary[] {
  const groups = Map.groupBy(runs, ({ scenario, peer }) => `${scenario} ${peer}`)
  return [...groups.values()].map((group) => {
    const { scenario, peer } = group[0] as Run
    const baseline = groups.get(`${scenario} ${baselinePeer}`) ?? []
    return {
      scenario,
      peer,
      rounds: group.length,
      medians: toMedians(group),
      cpu: toSpread(group.map((run) => run.cpu)),
      cpuRatio: compare((run) => run.cpu),
      throughputRatio: compare((run) => run.throughput),
    }

    function compare(metric: (run: Run) => number): Spread {
      return toSpread(pairedRatios(group.map(metric), baseline.map(metric)))
    }
  })
}

function toMedians(runs: readonly Run[]): RunMetrics {
  const { peer: _, scenario: __, round: ___, requests: ____, ...metrics } = runs[0] as Run
  const names = Object.keys(metrics) as (keyof RunMetrics)[]
  const medians = names.map((name) => [name, median(runs.map((run) => run[name] ?? Number.NaN))])
  return Object.fromEntries(medians) as RunMetrics
}
