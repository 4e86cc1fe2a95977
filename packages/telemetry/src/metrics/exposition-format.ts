import type { ExpositionFormat } from './family.ts'

export const contentTypes: Readonly<Record<ExpositionFormat, string>> = {
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
}

/**
 * The format that an Accept field asks for. OpenMetrics only when it is named, as Prometheus does;
 * Prometheus text for everybody else, also for who accepts neither: a text is more use than a 406.
 */
export function negotiateFormat(accept = ''): ExpositionFormat {
  const ranges = accept.split(',').map(parseRange)
  const openMetrics = qualityOf(ranges, 'application/openmetrics-text', '1.0.0') ?? 0
  const text =
    qualityOf(ranges, 'text/plain', '0.0.4') ??
    qualityOf(ranges, 'text/*') ??
    qualityOf(ranges, '*/*') ??
    0
  return openMetrics > 0 && openMetrics >= text ? 'openmetrics' : 'prometheus'
}

/** The best of the ranges that name this type, in this version or in none; `undefined`: none does. */
function qualityOf(
  ranges: readonly MediaRange[],
  wanted: string,
  wantedVersion?: string,
): number | undefined {
  const fitting = ranges.filter(
    ({ type, version }) => type === wanted && (version === undefined || version === wantedVersion),
  )
  return fitting.length === 0 ? undefined : Math.max(...fitting.map(({ q }) => q))
}

interface MediaRange {
  readonly type: string
  readonly version: string | undefined
  /** From 0 to 1; what is no such number counts as 0. */
  readonly q: number
}

function parseRange(range: string): MediaRange {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim())
  const values = new Map(
    parameters.map((parameter): [string, string] => {
      const [name = '', value = ''] = parameter.split('=').map((part) => part.trim())
      return [name.toLowerCase(), value.replace(/^"(.*)"$/, '$1')]
    }),
  )
  const q = Number(values.get('q') ?? 1)
  return {
    type: type.toLowerCase(),
    version: values.get('version'),
    q: q >= 0 && q <= 1 ? q : 0,
  }
}
