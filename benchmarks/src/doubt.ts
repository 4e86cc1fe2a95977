import type { BenchOptions } from './bench-options.ts'
import type { Host } from './host.ts'
import { baselinePeer, controlPeer } from './peer-process.ts'
import type { Summary } from './summary.ts'

/** Reasons to distrust the figures, in words; none when all was as it should be. */
export function findDoubts(
  summaries: readonly Summary[],
  { rate }: Pick<BenchOptions, 'rate'>,
  { cores }: Pick<Host, 'cores'>,
): string[] {
  const doubts = [doubtCores(cores), doubtNeighbours(summaries)]
  for (const summary of summaries) {
    const name = `${summary.scenario}, ${summary.peer}`
    const load = rate === undefined ? doubtIdleness(summary) : doubtRate(summary, rate)
    const ratio = doubtRatio(summary)
    doubts.push(load && `${name}: ${load}`, ratio && `${name}: ${ratio}`)
  }
  return doubts.filter((doubt) => doubt !== undefined)
}

function doubtCores(cores: Host['cores']): string | undefined {
  if (cores !== undefined) return undefined
  return 'Server and load generator had no core each, so they took time from each other.'
}

function doubtNeighbours(summaries: readonly Summary[]): string | undefined {
  const waited = Math.max(...summaries.map(({ medians }) => medians.serverWaited))
  if (waited <= 0.1) return undefined
  return (
    `Others used the machine: for up to ${percent(waited)} of the time a server could have run ` +
    'but its core ran something else. Throughput and latency suffer most, CPU ratios least.'
  )
}

/** A closed loop is there to keep the server busy; waiting for its core is not idleness. */
function doubtIdleness({ medians }: Summary): string | undefined {
  const { serverBusy, serverWaited, generatorBusy } = medians
  const share = `the server was busy for ${percent(serverBusy)} of the time`
  if (generatorBusy > 0.9) return `${share}, since the load generator was the limit.`
  return serverBusy + serverWaited < 0.8 ? `${share}; it waited for something.` : undefined
}

function doubtRate({ medians: { throughput, lagP99 } }: Summary, rate: number): string | undefined {
  if (throughput < rate * 0.95) {
    return `it answered ${Math.round(throughput)} requests per second, not ${rate}: it fell behind.`
  }
  if (lagP99 === undefined || lagP99 <= 1) return undefined
  return `the load generator itself was late (p99 ${lagP99.toFixed(2)} ms); latency includes that.`
}

function doubtRatio({ peer, rounds, cpuRatio: { median, min, max } }: Summary): string | undefined {
  if (peer === baselinePeer) return undefined
  if (rounds < 3) return 'fewer than three rounds.'
  if (peer === controlPeer && Math.abs(median - 1) > 0.03) {
    return `the baseline differs from itself, by ${percent(Math.abs(median - 1))}.`
  }
  const width = (max - min) / median
  if (width <= 0.1) return undefined
  return `the CPU ratio varied by ${percent(width)} over the rounds; run more.`
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
