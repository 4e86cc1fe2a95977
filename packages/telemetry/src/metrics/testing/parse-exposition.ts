import type { ExpositionFormat } from '../family.ts'

export interface ParsedFamily {
  readonly name: string
  readonly type: string
  readonly help: string
  readonly unit: string | undefined
  readonly samples: readonly ParsedSample[]
}

export interface ParsedSample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
  readonly exemplar: ParsedExemplar | undefined
}

export interface ParsedExemplar {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
  readonly timestamp: number
}

type Draft = { -readonly [Key in keyof ParsedFamily]: ParsedFamily[Key] } & {
  samples: ParsedSample[]
}

/** Reads a scrape and throws at the first thing that its format forbids. */
export function parseExposition(text: string, format: ExpositionFormat): ParsedFamily[] {
  const families = new Map<string, Draft>()
  const series = new Set<string>()
  let current: Draft | undefined
  for (const line of linesOf(text, format)) {
    const [, keyword, name = '', rest = ''] = /^# (HELP|TYPE|UNIT) (\S+) (.*)$/.exec(line) ?? []
    if (keyword !== undefined) {
      if (keyword === 'HELP') {
        refuse(families.has(name), `${name} is there twice`)
        current = { name, type: 'unknown', help: rest, unit: undefined, samples: [] }
        families.set(name, current)
      }
      if (current?.name !== name) throw new Error(`${line} is out of place`)
      refuse(current.samples.length > 0, `${line} comes after samples`)
      if (keyword === 'TYPE') current.type = rest
      if (keyword === 'UNIT') current.unit = rest
      continue
    }
    const sample = parseSample(line)
    if (current === undefined) throw new Error(`${line} comes before any metric`)
    refuse(!belongs(sample, current, format), `${line} is none of ${current.name}`)
    refuse(sample.exemplar !== undefined && format === 'prometheus', `${line} has an exemplar`)
    const pairs = Object.entries(sample.labels).map((pair) => JSON.stringify(pair))
    const key = `${sample.name} ${pairs.sort().join()}`
    refuse(series.has(key), `${line} is there twice`)
    series.add(key)
    current.samples.push(sample)
  }
  const found = [...families.values()]
  for (const family of found) checkFamily(family)
  return found
}

function linesOf(text: string, format: ExpositionFormat): string[] {
  refuse(!text.endsWith('\n'), 'the last line has no end')
  const lines = text.slice(0, -1).split('\n')
  if (format === 'openmetrics') refuse(lines.pop() !== '# EOF', 'no # EOF at the end')
  refuse(lines.includes(''), 'an empty line')
  refuse(lines.includes('# EOF'), '# EOF within')
  return lines
}

const label = String.raw`([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\"n])*)"`
const labelList = String.raw`\{(${label}(?:,${label})*)?\}`
const number = String.raw`([+-]?Inf|NaN|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)`
const sampleLine = new RegExp(
  String.raw`^(?<name>[a-zA-Z_:][\w:]*)(?<labels>${labelList})? (?<value>${number})` +
    String.raw`(?: # (?<exemplar>${labelList}) (?<observed>${number}) (?<time>\d+(?:\.\d+)?))?$`,
)

function parseSample(line: string): ParsedSample {
  const groups = sampleLine.exec(line)?.groups
  if (groups === undefined) throw new Error(`no sample: ${line}`)
  const { name = '', labels, value, exemplar, observed, time } = groups
  return {
    name,
    labels: parseLabels(labels),
    value: toNumber(value),
    exemplar:
      exemplar === undefined
        ? undefined
        : {
            labels: parseLabels(exemplar),
            value: toNumber(observed),
            timestamp: Number(time),
          },
  }
}

function parseLabels(text = ''): Record<string, string> {
  const labels: Record<string, string> = {}
  for (const [, name = '', value = ''] of text.matchAll(new RegExp(label, 'g'))) {
    refuse(name in labels, `the label ${name} is there twice: ${text}`)
    labels[name] = value.replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char))
  }
  return labels
}

function toNumber(text = ''): number {
  return Number(text.replace('Inf', 'Infinity'))
}

/** Whether the sample has a name that its family may have. */
function belongs({ name }: ParsedSample, family: Draft, format: ExpositionFormat): boolean {
  if (family.type === 'histogram' || family.type === 'summary') {
    return ['_bucket', '_sum', '_count', ''].some((suffix) => name === family.name + suffix)
  }
  const total = family.type === 'counter' && format === 'openmetrics' ? '_total' : ''
  return name === family.name + total
}

function checkFamily({ name, type, help, unit, samples }: ParsedFamily): void {
  refuse(samples.length === 0, `${name} has no samples`)
  refuse(help === '' || type === 'unknown', `${name} has no help or no type`)
  refuse(unit !== undefined && !name.endsWith(`_${unit}`), `${name} does not end in ${unit}`)
  if (type === 'counter') {
    for (const { value } of samples) refuse(!(value >= 0), `${name} is ${value}`)
  }
  if (type === 'histogram') checkHistogram(name, samples)
}

/** Rising edges, cumulative counts, +Inf last and equal to the count, exemplars in their bucket. */
function checkHistogram(name: string, samples: readonly ParsedSample[]): void {
  let before = { edge: -Infinity, count: 0, series: '' }
  for (const sample of samples) {
    const { le, ...labels } = sample.labels
    const series = JSON.stringify(labels)
    if (sample.name === `${name}_bucket`) {
      const edge = toNumber(le?.replace('+', ''))
      const last = before.series === series ? before : { edge: -Infinity, count: 0 }
      refuse(!(edge > last.edge), `${name}: le="${le}" after ${last.edge}`)
      refuse(sample.value < last.count, `${name}: ${sample.value} after ${last.count}`)
      if (sample.exemplar !== undefined) {
        const { value, labels: exemplarLabels } = sample.exemplar
        refuse(!(value <= edge && value > last.edge), `${name}: exemplar ${value} in le="${le}"`)
        const length = Object.entries(exemplarLabels).flat().join('').length
        refuse(length > 128, `${name}: an exemplar with ${length} characters`)
      }
      before = { edge, count: sample.value, series }
    } else {
      refuse(sample.exemplar !== undefined, `${name}: an exemplar outside of a bucket`)
      refuse(before.edge !== Infinity, `${name}: no +Inf`)
      refuse(before.series !== series, `${name}: ${sample.name} of another series`)
      if (sample.name === `${name}_count`) {
        refuse(sample.value !== before.count, `${name}: count and +Inf differ`)
      }
    }
  }
}

function refuse(bad: boolean, message: string): void {
  if (bad) throw new Error(message)
}
