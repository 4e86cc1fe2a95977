import type { Benchmark } from '../benchmark.ts'
import type { Environment } from '../environment.ts'
import { findScenario } from '../scenario.ts'
import type { Spread } from '../statistics.ts'
import type { Summary } from '../summary.ts'

/** The report for people. */
export function toMarkdown(benchmark: Benchmark): string {
  const { summaries, environment, doubts, method } = benchmark
  const byScenario = Map.groupBy(summaries, ({ scenario }) => scenario)
  const sections = [
    '# Cost of a request',
    describeEnvironment(environment),
    ...[...byScenario].flatMap(([scenario, rows]) => [
      `## ${findScenario(scenario).title}`,
      toTable(rows),
    ]),
    ...(doubts.length > 0 ? ['## Doubts', toList(doubts)] : []),
    '## Method',
    toList(method),
  ]
  return `${sections.join('\n\n')}\n`
}

function describeEnvironment({ node, v8, system, cpu, coreCount }: Environment): string {
  return `Node ${node} (V8 ${v8}), ${system}, ${coreCount} cores of ${cpu}.`
}

function toTable(rows: readonly Summary[]): string {
  const hasLag = rows.some(({ medians }) => medians.lagP99 !== undefined)
  const columns: [string, (row: Summary) => string][] = [
    ['CPU µs/request', ({ cpu }) => cpu.median.toFixed(2)],
    ['ratio (range)', ({ cpuRatio }) => toRatio(cpuRatio)],
    ['requests/s', ({ medians }) => Math.round(medians.throughput).toLocaleString('en')],
    ['ratio (range)', ({ throughputRatio }) => toRatio(throughputRatio)],
    ['p50 ms', ({ medians }) => medians.p50.toFixed(2)],
    ['p99 ms', ({ medians }) => medians.p99.toFixed(2)],
    ['RSS MiB', ({ medians }) => (medians.rss / 2 ** 20).toFixed(0)],
    ['server busy', ({ medians }) => toPercent(medians.serverBusy)],
    hasLag
      ? ['generator late, p99 ms', ({ medians }) => (medians.lagP99 ?? 0).toFixed(2)]
      : ['generator busy', ({ medians }) => toPercent(medians.generatorBusy)],
  ]
  const head = ['server', ...columns.map(([title]) => title)]
  const lines = rows.map((row) => [row.peer, ...columns.map(([, toCell]) => toCell(row))])
  const rule = head.map((_, index) => (index === 0 ? '---' : '---:'))
  return [head, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function toRatio({ median, min, max }: Spread): string {
  if (min === 1 && max === 1) return '1.00'
  return `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`
}

function toPercent(share: number): string {
  return `${Math.round(share * 100)} %`
}

function toList(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n')
}
