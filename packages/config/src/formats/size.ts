import type { Format } from './format.ts'

const units = new Map([
  ['B', 1],
  ['KB', 1000],
  ['kB', 1000],
  ['MB', 1000 ** 2],
  ['GB', 1000 ** 3],
  ['KiB', 1024],
  ['MiB', 1024 ** 2],
  ['GiB', 1024 ** 3],
])

export interface SizeRange {
  /** Written as sizes are: `1KiB`. */
  readonly minimum?: string
  readonly maximum?: string
}

/** A size in bytes: a whole number and a unit (`1MiB` is 1,048,576; `512KB` is 512,000). */
export function sizeFormat({ minimum = '0', maximum }: SizeRange = {}): Format<number> {
  const low = bound(minimum)
  const high = maximum === undefined ? Number.MAX_SAFE_INTEGER : bound(maximum)
  const range = maximum === undefined ? ` from ${minimum}` : ` from ${minimum} to ${maximum}`
  return {
    kind: 'size',
    expected: `a size with a unit (B, KB, MB, GB, KiB, MiB, GiB)${range === ' from 0' ? '' : range}`,
    example: '1MiB',
    parse: (text) => {
      const value = parseSize(text)
      return value !== undefined && value >= low && value <= high ? value : undefined
    },
    print: formatSize,
  }
}

/** In bytes; `undefined` if the text is no size. */
export function parseSize(text: string): number | undefined {
  if (text === '0') return 0
  const [, digits, unit = ''] = /^(\d{1,15})([A-Za-z]{1,3})$/.exec(text) ?? []
  const value = Number(digits) * (units.get(unit) ?? Number.NaN)
  return Number.isSafeInteger(value) ? value : undefined
}

/** In the largest unit that leaves a whole number: `1048576` → `1MiB`. */
export function formatSize(bytes: number): string {
  const whole = [...units].filter(([, size]) => bytes >= size && bytes % size === 0)
  const [unit, size] = whole.reduce((a, b) => (b[1] > a[1] ? b : a), ['B', 1] as const)
  return `${bytes / size}${unit}`
}

function bound(text: string): number {
  const value = parseSize(text)
  if (value === undefined) throw new TypeError(`The bound "${text}" is no size`)
  return value
}
