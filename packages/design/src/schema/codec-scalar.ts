import type { Codec } from './codec.ts'
import { formatNamed } from './formats.ts'
import type { Issues } from './issues.ts'
import type { JsonSchema } from './json-schema.ts'

export function compileString(json: JsonSchema): Codec {
  const { minLength = 0, maxLength = Infinity } = json
  const pattern = json.pattern === undefined ? undefined : compilePattern(json.pattern)
  const format = json.format === undefined ? undefined : formatNamed(json.format)
  return function string(value, issues) {
    if (typeof value !== 'string') {
      issues.add('type', 'must be a string')
      return value
    }
    if (!isText(value)) {
      issues.add('unicode', 'must be well-formed Unicode without U+0000')
    }
    if (!longEnough(value, minLength)) {
      issues.add('minLength', `must be at least ${count(minLength, 'character')} long`)
    }
    if (!shortEnough(value, maxLength)) {
      issues.add('maxLength', `must be at most ${count(maxLength, 'character')} long`)
      return value
    }
    if (pattern !== undefined && !pattern.test(value)) {
      issues.add('pattern', `must match ${json.pattern}`)
    }
    if (format !== undefined && !format.check(value)) {
      issues.add('format', `must be ${format.expected}`)
    }
    return value
  }
}

/** Ours are read with the `u` flag; those in parts of foreign schemas may be older. */
function compilePattern(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u')
  } catch {
    return new RegExp(pattern)
  }
}

/** PostgreSQL, UTF-8 and most clients hold no other text. */
export function isText(value: string): boolean {
  return value.isWellFormed() && !value.includes('\u0000')
}

export function compileNumber(json: JsonSchema): Codec {
  const integer = json.type === 'integer'
  const kind = integer ? 'must be an integer' : 'must be a number'
  const bounded =
    json.minimum !== undefined ||
    json.maximum !== undefined ||
    json.exclusiveMinimum !== undefined ||
    json.exclusiveMaximum !== undefined ||
    json.multipleOf !== undefined
  return function number(value, issues) {
    if (
      typeof value !== 'number' ||
      !(integer ? Number.isSafeInteger(value) : Number.isFinite(value))
    ) {
      issues.add('type', kind)
      return value
    }
    if (bounded) checkBounds(json, value, issues)
    return value
  }
}

/** Booleans, null, enums and constants: a fixed set of values, or a plain type. */
export function compileScalar(json: JsonSchema): Codec {
  if (json.enum !== undefined) {
    const values = new Set(json.enum)
    const message = `must be one of ${json.enum.map((value) => JSON.stringify(value)).join(', ')}`
    return function oneOf(value, issues) {
      if (!values.has(value)) issues.add('enum', message)
      return value
    }
  }
  if (json.const !== undefined) {
    const message = `must be ${JSON.stringify(json.const)}`
    return function literal(value, issues) {
      if (value !== json.const) issues.add('const', message)
      return value
    }
  }
  if (json.type === 'null') {
    return function nothing(value, issues) {
      if (value !== null) issues.add('type', 'must be null')
      return value
    }
  }
  return function boolean(value, issues) {
    if (typeof value !== 'boolean') issues.add('type', 'must be true or false')
    return value
  }
}

export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`
}

function checkBounds(json: JsonSchema, value: number, issues: Issues): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = json
  if (minimum !== undefined && value < minimum) issues.add('minimum', `must be at least ${minimum}`)
  if (maximum !== undefined && value > maximum) issues.add('maximum', `must be at most ${maximum}`)
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) {
    issues.add('exclusiveMinimum', `must be greater than ${exclusiveMinimum}`)
  }
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) {
    issues.add('exclusiveMaximum', `must be less than ${exclusiveMaximum}`)
  }
  if (multipleOf !== undefined && !isMultiple(value, multipleOf)) {
    issues.add('multipleOf', `must be a multiple of ${multipleOf}`)
  }
}

/** Decimal fractions have no exact double: 0.3 is a multiple of 0.1 all the same. */
function isMultiple(value: number, of: number): boolean {
  const quotient = value / of
  return (
    Math.abs(quotient - Math.round(quotient)) <= Number.EPSILON * Math.max(1, Math.abs(quotient))
  )
}

/** Lengths count code points. A string never has more of them than UTF-16 units, nor under half. */
function longEnough(value: string, minimum: number): boolean {
  if (value.length < minimum) return false
  return value.length >= 2 * minimum || codePoints(value) >= minimum
}

function shortEnough(value: string, maximum: number): boolean {
  if (value.length <= maximum) return true
  return value.length <= 2 * maximum && codePoints(value) <= maximum
}

function codePoints(value: string): number {
  let points = 0
  for (const _ of value) points++
  return points
}
