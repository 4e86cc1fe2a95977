import type { Format } from './format.ts'

export interface NumberRange {
  readonly minimum?: number
  readonly maximum?: number
}

/** A safe integer in decimal digits, without leading zeros. */
export function integerFormat(range: NumberRange, example = '10'): Format<number> {
  return {
    kind: 'integer',
    expected: `a whole number${inWords(range)}`,
    example,
    parse: (text) => {
      const value = /^-?(?:0|[1-9]\d*)$/.test(text) ? Number(text) : Number.NaN
      return Number.isSafeInteger(value) && isWithin(value, range) ? value : undefined
    },
    print: String,
  }
}

/** A decimal number, also with an exponent. */
export function numberFormat(range: NumberRange, example = '0.5'): Format<number> {
  return {
    kind: 'number',
    expected: `a number${inWords(range)}`,
    example,
    parse: (text) => {
      const value = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
      return Number.isFinite(value) && isWithin(value, range) ? value : undefined
    },
    print: String,
  }
}

/** A TCP port; 0, which takes any free one, only where the process itself listens. */
export function portFormat(listens: boolean): Format<number> {
  return {
    ...integerFormat({ minimum: listens ? 0 : 1, maximum: 65_535 }, '8080'),
    kind: 'port',
    expected: `a port from 1 to 65535${listens ? ' (0 takes a free one)' : ''}`,
    hint: (text) =>
      /^(?:tcp|udp|sctp):\/\//.test(text)
        ? 'Kubernetes sets it for a Service of that name: put enableServiceLinks: false into the pod'
        : undefined,
  }
}

function isWithin(value: number, { minimum, maximum }: NumberRange): boolean {
  return value >= (minimum ?? -Infinity) && value <= (maximum ?? Infinity)
}

function inWords({ minimum, maximum }: NumberRange): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`
  if (minimum !== undefined) return ` from ${minimum}`
  return maximum === undefined ? '' : ` up to ${maximum}`
}
