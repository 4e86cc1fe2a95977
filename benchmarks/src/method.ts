import type { BenchOptions } from './bench-options.ts'
import type { Environment } from './environment.ts'
import { baselinePeer, controlPeer } from './peer-process.ts'
import { probes } from './probe.ts'

/** How the figures were come by, a sentence or two for each part. */
export function describeMethod(options: BenchOptions, { cores }: Environment): string[] {
  const { rate, warmUp, connections, rounds, turns } = options
  return [
    `Every server first answered ${probes.length} probes alike: status, JSON content type, body.`,
    `Rounds: ${rounds}. Each starts every server afresh, with a load generator in a process of ` +
      `its own and ${connections} keep-alive connections to 127.0.0.1, and sends each server ` +
      `${warmUp} requests of warm-up, then ${describeWork(options)} in ${turns} turns` +
      `${rate === undefined ? '' : ' (fewer, if that makes them last a second)'}, server after ` +
      'server, another one first in each round, so that all have the same share of the ' +
      'machine at its better and worse times. The status and length of every response is checked.',
    rate === undefined
      ? 'Closed loop: a connection sends when it has its answer, so the server is always busy. ' +
        'Latency is that of a full server, counted from the sending.'
      : `Constant rate: ${rate} requests per second. Latency counts from the moment a request ` +
        'was due, not from its sending, so a stall counts for every request it delayed.',
    'CPU is user and system time of the server process, all threads, as the operating system ' +
      'counts it, over the measured requests. Logging and garbage collection are in it.',
    'Figures are medians over the rounds. A ratio is the median of the ratios within each round, ' +
      `to ${baselinePeer}; its range is the least and the greatest of them. ${controlPeer}, if ` +
      'it is there, is the same server again: how far its ratio is off from 1 is the error of ' +
      'the rest.',
    'RSS is the resident memory of the server process right after the load, without a forced ' +
      'collection; modules came from the compile cache, without the type stripper. Percentiles ' +
      'are exact, from all samples of a round.',
    cores === undefined
      ? 'No process was held on a core.'
      : `The servers, with all their threads, were held on core ${cores.server}, the load ` +
        `generators on core ${cores.generator}.`,
  ]
}

function describeWork({ work, rate }: BenchOptions): string {
  if ('requests' in work) return `${work.requests} requests`
  if (rate !== undefined) return `${rate * work.seconds} requests`
  return `as many requests as ${baselinePeer} answers in ${work.seconds} s`
}
