import type { Format } from './format.ts'

/** From the longest to the shortest. */
const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const

const parts = units.map(([unit]) => String.raw`(?:(\d{1,15})${unit})?`).join('')
const pattern = new RegExp(`^${parts}$`)

export interface DurationRange {
  /** Written as durations are: `1s`. */
  readonly minimum?: string
  readonly maximum?: string
}

/**
 * A duration in milliseconds: whole numbers with units, the longest first and each at most once
 * (`250ms`, `15s`, `1m30s`, `168h`, `30d`). Only `0` goes without a unit.
 */
export function durationFormat({ minimum, maximum }: DurationRange = {}): Format<number> {
  const low = bound(minimum, 0)
  const high = bound(maximum, Number.MAX_SAFE_INTEGER)
  return {
    kind: 'duration',
    expected: `a duration with a unit (ms, s, m, h, d)${inWords(minimum, maximum)}`,
    example: '1m30s',
    parse: (text) => {
      const value = parseDuration(text)
      return value !== undefined && value >= low && value <= high ? value : undefined
    },
    print: formatDuration,
  }
}

/** In milliseconds; `undefined` if the text is no duration. */
export function parseDuration(text: string): number | undefined {
  if (text === '0') return 0
  const found = text === '' ? null : pattern.exec(text)
  if (!found) return undefined
  const value = units.reduce(
    (sum, [, size], index) => sum + Number(found[index + 1] ?? 0) * size,
    0,
  )
  return Number.isSafeInteger(value) ? value : undefined
}

/** `90_000` → `1m30s`; days are written as hours, as the guide does. */
export function formatDuration(milliseconds: number): string {
  let rest = milliseconds
  let text = ''
  for (const [unit, size] of units.slice(1)) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0) text += `${count}${unit}`
  }
  return text || '0s'
}

function bound(text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : parseDuration(text)
  if (value === undefined) throw new TypeError(`The bound "${text}" is no duration`)
  return value
}

function inWords(minimum: string | undefined, maximum: string | undefined): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`
  if (minimum !== undefined) return ` from ${minimum}`
  return maximum === undefined ? '' : ` up to ${maximum}`
}
