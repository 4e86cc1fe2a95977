import { findScenario } from '../scenario.ts'
import { runClosedLoop } from './closed-loop.ts'
import { type Connection, openConnection } from './connection.ts'
import { runConstantRate } from './constant-rate.ts'
import type {
  ConnectCommand,
  GeneratorCommand,
  LoadReport,
  LoadResult,
  RunCommand,
} from './generator-command.ts'
import { toLatency } from './latency.ts'
import type { LoadSamples } from './load.ts'

/** The load generator: a child process that opens connections, then runs loads over them. */
const { promise: failed, reject: onFailure } = Promise.withResolvers<never>()
failed.catch(() => {})
let connections: readonly Connection[] = []
let requests: readonly Uint8Array[] = []
const measured: LoadSamples[] = []

process.on('message', (message: GeneratorCommand) => void answer(message))

async function answer(message: GeneratorCommand): Promise<void> {
  try {
    process.send?.((await obey(message)) ?? {})
  } catch (error) {
    process.send?.({ error: error instanceof Error ? error.message : String(error) })
  }
}

process.on('disconnect', () => process.exit())

async function obey(message: GeneratorCommand): Promise<LoadResult | LoadReport | void> {
  switch (message.command) {
    case 'connect':
      return await connect(message)
    case 'run':
      return await Promise.race([run(message), failed])
    case 'report':
      return report()
    case 'stop':
      for (const connection of connections) connection.close()
      process.exit()
  }
}

async function connect(command: ConnectCommand): Promise<void> {
  const { port } = command
  const scenario = findScenario(command.scenario)
  requests = scenario.requests(port)
  const options = { port, status: scenario.status, onFailure }
  const opening = Array.from({ length: command.connections }, () => openConnection(options))
  connections = await Promise.all(opening)
}

async function run({ total, isMeasured, rate }: RunCommand): Promise<LoadResult> {
  const load = { connections, requests, total, now: () => performance.now() }
  const before = process.cpuUsage()
  const samples =
    rate === undefined
      ? await runClosedLoop(load)
      : await runConstantRate({ ...load, rate, defer: setImmediate })
  const { user, system } = process.cpuUsage(before)
  if (isMeasured) measured.push(samples)
  return { elapsed: samples.elapsed, cpuMicroseconds: user + system }
}

function report(): LoadReport {
  const lags = measured.flatMap((samples) => samples.lags ?? [])
  return {
    latency: toLatency(measured.map((samples) => samples.latencies)),
    ...(lags.length > 0 && { lag: toLatency(lags) }),
  }
}
