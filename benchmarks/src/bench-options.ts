import { parseArgs } from 'node:util'
import { BenchError } from './bench-error.ts'
import { baselinePeer } from './peer-process.ts'

/** What the command line asks for. */
export interface BenchOptions {
  /** The baseline first. */
  readonly peers: readonly string[]
  readonly scenarios: readonly string[]
  readonly rounds: number
  readonly turns: number
  readonly warmUp: number
  readonly connections: number
  /** Measured requests of a run, or the seconds for which the baseline should be busy. */
  readonly work: { readonly requests: number } | { readonly seconds: number }
  /** Requests per second; without it, the load is a closed loop. */
  readonly rate?: number
  readonly pin: boolean
  readonly json?: string
  readonly markdown?: string
}

/** What there is to choose from. */
export interface BenchChoices {
  readonly peers: readonly string[]
  readonly scenarios: readonly string[]
}

const flags = {
  peers: { type: 'string' },
  scenario: { type: 'string' },
  runs: { type: 'string', default: '5' },
  turns: { type: 'string', default: '40' },
  requests: { type: 'string' },
  seconds: { type: 'string' },
  'warm-up': { type: 'string', default: '20000' },
  connections: { type: 'string', default: '64' },
  rate: { type: 'string' },
  'no-pin': { type: 'boolean', default: false },
  json: { type: 'string' },
  markdown: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

export function helpText(choices: BenchChoices): string {
  return `Compares the cost of a request between servers that do the same work.

Usage: npm run bench -- [options]

  --peers LIST       servers to measure, by commas; ${baselinePeer} is always one
                     (all of: ${choices.peers.join(', ')})
  --scenario LIST    requests to measure, by commas (all of: ${choices.scenarios.join(', ')})
  --runs N           rounds, each with fresh server processes (5)
  --turns N          parts of a run; within a round the servers take turns (40)
  --requests N       measured requests of a run (180000, which with the warm-up makes 200000)
  --seconds N        in place of --requests: as many as ${baselinePeer} answers in N seconds
  --warm-up N        requests before the measured ones, on the same connections (20000)
  --connections N    keep-alive connections, one request at a time on each (64)
  --rate N           send N requests per second, whatever the answers; latency then counts from
                     the moment a request was due (without it each connection sends when it has
                     its answer, and the server is always busy)
  --no-pin           do not hold server and generator on a core each
  --json FILE        write all runs and the summary as JSON
  --markdown FILE    write the report that is printed
  -h, --help         this text
`
}

/** The options, or `help`. Throws what is wrong with the command line. */
export function parseBenchOptions(
  args: readonly string[],
  choices: BenchChoices,
): BenchOptions | 'help' {
  const values = parseFlags(args)
  if (values.help) return 'help'
  if (values.requests !== undefined && values.seconds !== undefined) {
    throw new BenchError('Give --requests or --seconds, not both.')
  }
  const peers = parseList('--peers', values.peers, choices.peers)
  return {
    peers: [baselinePeer, ...peers.filter((peer) => peer !== baselinePeer)],
    scenarios: parseList('--scenario', values.scenario, choices.scenarios),
    rounds: parseCount('--runs', values.runs),
    turns: parseCount('--turns', values.turns),
    warmUp: parseCount('--warm-up', values['warm-up'], 0),
    connections: parseCount('--connections', values.connections),
    work:
      values.seconds === undefined
        ? { requests: parseCount('--requests', values.requests ?? '180000') }
        : { seconds: parseCount('--seconds', values.seconds) },
    pin: !values['no-pin'],
    ...(values.rate !== undefined && { rate: parseCount('--rate', values.rate) }),
    ...(values.json !== undefined && { json: values.json }),
    ...(values.markdown !== undefined && { markdown: values.markdown }),
  }
}

function parseFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags }).values
  } catch (error) {
    throw new BenchError(`${(error as Error).message}\nSee --help.`)
  }
}

function parseList(flag: string, text: string | undefined, known: readonly string[]): string[] {
  if (text === undefined) return [...known]
  const names = [...new Set(text.split(',').map((name) => name.trim()))]
  const unknown = names.find((name) => !known.includes(name))
  if (unknown === undefined) return names
  throw new BenchError(`${flag} knows no "${unknown}". Choose from: ${known.join(', ')}.`)
}

function parseCount(flag: string, text: string, least = 1): number {
  const count = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(count) && count >= least) return count
  throw new BenchError(`${flag} takes a whole number from ${least} on, not "${text}".`)
}
