import type { Host } from './host.ts'
import type { LoadResult } from './load/generator-command.ts'
import { startGenerator } from './load/generator-process.ts'
import { startPeer } from './peer-process.ts'
import type { PeerUsage } from './peer.ts'
import type { RunMetrics } from './run.ts'

/** A peer with the load generator in front of it, and the sum of what was measured so far. */
export interface Subject {
  readonly peer: string
  /** Sends requests that do not count. */
  warmUp(requests: number): Promise<void>
  /** Sends requests between two readings of what the peer has used. */
  measure(requests: number): Promise<void>
  result(): Promise<RunMetrics>
  close(): Promise<void>
}

export interface SubjectOptions {
  readonly scenario: string
  readonly connections: number
  /** Requests per second; without it, the load is a closed loop. */
  readonly rate?: number
}

/** Starts both processes and opens the connections. */
export async function startSubject(
  peer: string,
  { scenario, connections, rate }: SubjectOptions,
  host: Host,
): Promise<Subject> {
  const server = await startPeer(peer, host)
  const generator = startGenerator(host)
  const pace = rate === undefined ? {} : { rate }
  const sum = { requests: 0, elapsed: 0, user: 0, system: 0, waited: 0, generatorCpu: 0 }

  function add(requests: number, load: LoadResult, before: PeerUsage, after: PeerUsage): void {
    sum.requests += requests
    sum.elapsed += load.elapsed * 1000
    sum.generatorCpu += load.cpuMicroseconds
    sum.user += after.userMicroseconds - before.userMicroseconds
    sum.system += after.systemMicroseconds - before.systemMicroseconds
    sum.waited += (after.runQueueMicroseconds ?? 0) - (before.runQueueMicroseconds ?? 0)
  }

  async function close(): Promise<void> {
    await generator.close()
    await server.close()
  }

  try {
    await generator.connect({ port: server.port, connections, scenario })
  } catch (error) {
    await close()
    throw error
  }

  return {
    peer,
    close,
    async warmUp(requests) {
      await generator.run({ total: requests, isMeasured: false })
    },
    async measure(requests) {
      const before = await server.usage()
      const load = await generator.run({ total: requests, isMeasured: true, ...pace })
      add(requests, load, before, await server.usage())
    },
    async result() {
      const { latency, lag } = await generator.report()
      const { rssBytes } = await server.usage()
      return {
        cpu: (sum.user + sum.system) / sum.requests,
        cpuUser: sum.user / sum.requests,
        cpuSystem: sum.system / sum.requests,
        throughput: (sum.requests / sum.elapsed) * 1e6,
        ...latency,
        rss: rssBytes,
        serverBusy: (sum.user + sum.system) / sum.elapsed,
        serverWaited: sum.waited / sum.elapsed,
        generatorBusy: sum.generatorCpu / sum.elapsed,
        ...(lag && { lagP99: lag.p99 }),
      }
    },
  }
}
