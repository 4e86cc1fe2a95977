import { writeFileSync } from 'node:fs'
import { BenchError } from './bench-error.ts'
import { type BenchOptions, helpText, parseBenchOptions } from './bench-options.ts'
import { type Benchmark, runBenchmark } from './benchmark.ts'
import { pinSelf } from './cores.ts'
import { createHost } from './host.ts'
import { listPeers } from './peer-process.ts'
import { createProgress } from './progress.ts'
import { toMarkdown } from './report/markdown.ts'
import { scenarios } from './scenario.ts'

const choices = { peers: listPeers(), scenarios: scenarios.map(({ name }) => name) }
const progress = createProgress(process.stderr)
const interrupt = new AbortController()
process.once('SIGINT', () => interrupt.abort(new BenchError('Interrupted.')))
process.once('SIGTERM', () => interrupt.abort(new BenchError('Terminated.')))
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', () => interrupt.abort(new BenchError('The output was closed.')))
}

try {
  const options = parseBenchOptions(process.argv.slice(2), choices)
  if (options === 'help') process.stdout.write(helpText(choices))
  else await bench(options)
} catch (error) {
  if (!(error instanceof BenchError)) throw error
  progress.done(error.message)
  process.exitCode = 1
}

async function bench(options: BenchOptions): Promise<void> {
  const host = createHost(options.pin, interrupt.signal)
  process.once('exit', () => host.close())
  // This process reads and drops what the servers log: that must not happen on their core.
  if (host.cores !== undefined) pinSelf(host.cores.generator)
  write(await runBenchmark(options, host, progress), options)
}

function write(benchmark: Benchmark, { json, markdown }: BenchOptions): void {
  const report = toMarkdown(benchmark)
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(benchmark, undefined, 2)}\n`)
  if (markdown !== undefined) writeFileSync(markdown, report)
  process.stdout.write(report)
}
