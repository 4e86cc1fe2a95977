import type { Run } from './run.ts'

/** A run of the baseline as it should be, for tests, with the given figures changed. */
export function toTestRun(changes: Partial<Run>): Run {
  return {
    peer: 'node-http',
    scenario: 'get-user',
    round: 1,
    requests: 1000,
    cpu: 10,
    cpuUser: 7,
    cpuSystem: 3,
    throughput: 1000,
    p50: 1,
    p90: 2,
    p99: 3,
    p999: 4,
    max: 5,
    rss: 80 * 2 ** 20,
    serverBusy: 1,
    serverWaited: 0,
    generatorBusy: 0.5,
    ...changes,
  }
}
