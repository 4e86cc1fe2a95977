import { didYouMean } from '../closest.ts'
import type { Tell } from '../problems.ts'
import { formatNamed } from '../schema/formats.ts'
import type { JsonSchema } from '../schema/json-schema.ts'

type Limit = 'minLength' | 'maxLength' | 'minItems' | 'maxItems' | 'minProperties' | 'maxProperties'
type Bound = 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum' | 'multipleOf'

const limits: readonly Limit[] = [
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
]
const bounds: readonly Bound[] = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
]

/** Two keywords between which values lie; with an exclusive bound, equal ones leave nothing. */
const ranges: readonly [low: Limit | Bound, high: Limit | Bound, equalFits: boolean][] = [
  ['minLength', 'maxLength', true],
  ['minItems', 'maxItems', true],
  ['minProperties', 'maxProperties', true],
  ['minimum', 'maximum', true],
  ['exclusiveMinimum', 'exclusiveMaximum', false],
  ['minimum', 'exclusiveMaximum', false],
  ['exclusiveMinimum', 'maximum', false],
]

/** What a type may say, besides the keywords of limits and bounds. */
const others = [
  ...['$ref', 'type', 'enum', 'const', 'format', 'pattern', 'contentEncoding', 'x-max-bytes'],
  ...['items', 'prefixItems', 'uniqueItems', 'anyOf', 'oneOf', 'discriminator'],
  ...['properties', 'required', 'additionalProperties', 'propertyNames'],
  ...['default', 'examples', 'title', 'description', 'deprecated', 'x-pii', 'x-secret'],
]
const known: ReadonlySet<string> = new Set([...others, ...limits, ...bounds])
const options = ['example', 'pii', 'secret', 'keys', 'maxBytes', 'unknownFields', 'views']

/** Checks the keywords of one type by themselves. */
export function checkKeywords(json: JsonSchema, tell: Tell): void {
  for (const name of Object.keys(json)) {
    if (known.has(name)) continue
    tell('OPTION_UNKNOWN', { name, hint: didYouMean(name, [...known, ...options]) })
  }
  for (const name of Object.keys(json.properties ?? {})) {
    if (name === '' || name === '__proto__') tell('FIELD_NAME_INVALID', { name })
  }
  checkNumbers(json, tell)
  for (const [low, high, equalFits] of ranges) {
    const [lowValue, highValue] = [json[low], json[high]]
    if (lowValue === undefined || highValue === undefined) continue
    if (lowValue < highValue || (equalFits && lowValue === highValue)) continue
    tell('RANGE_EMPTY', { low, lowValue, high, highValue })
  }
  if (json.pattern !== undefined) checkPattern(json.pattern, tell)
  if (json.type === 'string' && json.format !== undefined && !formatNamed(json.format)) {
    tell('FORMAT_UNKNOWN', { format: json.format })
  }
}

function checkNumbers(json: JsonSchema, tell: Tell): void {
  const wrong = (keyword: string, value: unknown, expected: string) =>
    tell('LIMIT_INVALID', { keyword, value, expected })
  const { 'x-max-bytes': maxBytes } = json
  if (maxBytes !== undefined && !isCount(maxBytes)) {
    return wrong('maxBytes', maxBytes, 'a whole number from 0 up')
  }
  for (const keyword of limits) {
    const value = json[keyword]
    if (value !== undefined && !isCount(value)) wrong(keyword, value, 'a whole number from 0 up')
  }
  for (const keyword of bounds) {
    const value = json[keyword]
    if (value === undefined) continue
    if (!Number.isFinite(value)) wrong(keyword, value, 'a finite number')
    else if (keyword === 'multipleOf' && value <= 0) wrong(keyword, value, 'above 0')
  }
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function checkPattern(pattern: string, tell: Tell): void {
  try {
    new RegExp(pattern, 'u')
  } catch (error) {
    const reason = (error as Error).message.replace(/^.*: /, '')
    tell('PATTERN_INVALID', { pattern, reason })
  }
}
