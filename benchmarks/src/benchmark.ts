import type { BenchOptions } from './bench-options.ts'
import { findDoubts } from './doubt.ts'
import { type Environment, readEnvironment } from './environment.ts'
import { assertEqualAnswers } from './equality.ts'
import type { Host } from './host.ts'
import { describeMethod } from './method.ts'
import { baselinePeer, startPeer } from './peer-process.ts'
import type { Progress } from './progress.ts'
import { measureRound } from './round.ts'
import type { Run } from './run.ts'
import { type Summary, summarise } from './summary.ts'

/** A whole benchmark: what the JSON file holds. */
export interface Benchmark {
  readonly startedAt: string
  readonly method: readonly string[]
  readonly environment: Environment
  readonly options: BenchOptions
  /** Reasons to distrust the figures. */
  readonly doubts: readonly string[]
  readonly summaries: readonly Summary[]
  readonly runs: readonly Run[]
}

/** Checks that the peers do the same work, then measures them in alternating rounds. */
export async function runBenchmark(
  options: BenchOptions,
  host: Host,
  progress: Progress,
): Promise<Benchmark> {
  const startedAt = new Date().toISOString()
  const environment = readEnvironment(host.cores)

  for (const peer of options.peers) {
    progress.step(`Checking the answers of ${peer}`)
    await checkPeer(peer, host)
  }
  progress.done(`All answer alike: ${options.peers.join(', ')}`)

  const runs: Run[] = []
  for (const scenario of options.scenarios) {
    progress.step(`${scenario}: choosing the number of requests`)
    const requests = await chooseRequests(options, scenario, host)
    for (let round = 1; round <= options.rounds; round += 1) {
      const label = `${scenario}, round ${round} of ${options.rounds}`
      progress.step(`${label}: warm-up`)
      const plan = { ...options, scenario, round, requests }
      const done = await measureRound(plan, host, (turn) =>
        progress.step(`${label}: turn ${turn} of ${options.turns}`),
      )
      for (const run of done) progress.done(`${label}, ${run.peer}: ${toLine(run)}`)
      runs.push(...done)
    }
  }

  const summaries = summarise(runs)
  const doubts = findDoubts(summaries, options, host)
  const method = describeMethod(options, environment)
  return { startedAt, method, environment, options, doubts, summaries, runs }
}

async function checkPeer(peer: string, host: Host): Promise<void> {
  const server = await startPeer(peer, host)
  try {
    await assertEqualAnswers(peer, server.port, host.signal)
  } finally {
    await server.close()
  }
}

/** The size of a run, the same for all peers. */
async function chooseRequests(
  options: BenchOptions,
  scenario: string,
  host: Host,
): Promise<number> {
  const { work, rate } = options
  if ('requests' in work) return work.requests
  if (rate !== undefined) return rate * work.seconds
  const plan = { ...options, peers: [baselinePeer], scenario, round: 1, requests: 20_000, turns: 1 }
  const [run] = await measureRound(plan, host, () => {})
  return Math.round((run as Run).throughput * work.seconds)
}

function toLine({ cpu, throughput, p50, p99, rss }: Run): string {
  return [
    `${cpu.toFixed(2)} µs CPU/request`,
    `${Math.round(throughput)} requests/s`,
    `p50 ${p50.toFixed(2)} ms`,
    `p99 ${p99.toFixed(2)} ms`,
    `RSS ${Math.round(rss / 2 ** 20)} MiB`,
  ].join(', ')
}
