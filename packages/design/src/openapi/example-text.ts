import { toBase64 } from '../schema/codec-bytes.ts'
import { formats } from '../schema/formats.ts'
import { matchPattern } from './example-pattern.ts'
import type { SchemaObject } from './openapi-document.ts'
import { type Chooser, SeededRandom, chooseMask } from './seeded-random.ts'

/**
 * A text that fits a string schema. `name` is that of the field; `undefined`: none was found.
 *
 * Whatever could be somebody's is of the ranges set aside for documentation: example.com (RFC
 * 2606), 192.0.2.0/24 (RFC 5737), 2001:db8::/32 (RFC 3849), 555-01xx, Jane Doe.
 */
export function exampleText(
  schema: SchemaObject,
  name: string,
  random: SeededRandom,
): string | undefined {
  if (schema.contentEncoding === 'base64') return exampleBytes(schema, random)
  for (const text of schema['x-secret'] ? masks(schema) : candidates(schema, name, random)) {
    if (text !== undefined && fits(schema, text)) return text
  }
  return undefined
}

const words = (
  'amber anchor beacon canvas compass current harbour horizon keel lantern mast pilot rudder ' +
  'signal tide voyage'
).split(' ')
const prose = /description|text|note|comment|summary|message|title|reason/i
const personal: readonly [field: RegExp, texts: readonly string[]][] = [
  [/street|address/i, ['1 Example Street', '2 Example Street']],
  [/city|town|place/i, ['Exampletown', 'Exampleville']],
  [/name|person|holder|contact|author/i, ['Jane Doe', 'John Doe', 'Jane Roe', 'Richard Roe']],
]

const samples: Readonly<Record<string, (random: SeededRandom) => string>> = {
  'date-time': (random) => `${day(random)}T${clock(random)}Z`,
  date: day,
  time: (random) => `${clock(random)}Z`,
  duration: (random) => random.pick(['PT15M', 'PT1H', 'P1D', 'P2W']),
  uuid: (random) =>
    `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-${random.pick(['8', '9', 'a', 'b'])}${random.hex(3)}-${random.hex(12)}`,
  email: (random) => `${random.pick(['jane.doe', 'john.doe', 'jane.roe'])}@example.com`,
  hostname: (random) => `${random.pick(words)}.example.com`,
  ipv4: (random) => `192.0.2.${1 + random.below(254)}`,
  ipv6: (random) => `2001:db8::${(1 + random.below(65_535)).toString(16)}`,
  uri: (random) => `https://example.com/${random.pick(words)}`,
  mac: (random) => `00:00:5e:00:53:${random.hex(2)}`,
  cidr: () => '192.0.2.0/24',
  regex: () => '^[a-z]+$',
  json: (random) => JSON.stringify({ [random.pick(words)]: 1 + random.below(9) }),
}

function* candidates(
  schema: SchemaObject,
  name: string,
  random: SeededRandom,
): Generator<string | undefined> {
  const { format, pattern, minLength = 0, maxLength = Infinity } = schema
  const sample = format === undefined ? undefined : samples[format]
  if (sample !== undefined) for (let tries = 0; tries < 4; tries++) yield sample(random)
  if (pattern !== undefined) yield* matches(pattern, minLength, random)
  if (/phone|mobile|fax/i.test(name)) yield `+1-202-555-01${random.below(90) + 10}`
  if (schema['x-pii']) {
    const texts = personal.find(([field]) => field.test(name))?.[1] ?? ['Example']
    yield random.pick(texts)
  }
  yield phrase(minLength, maxLength, prose.test(name) ? 3 : 1, random)
}

/** What stands for a secret: never drawn from anything that looks like one. */
function* masks(schema: SchemaObject): Generator<string | undefined> {
  const { format, pattern, minLength = 0, maxLength = Infinity } = schema
  const fixed = new SeededRandom('secret')
  yield '*'.repeat(Math.min(Math.max(8, minLength), maxLength))
  if (format === 'uuid') yield '00000000-0000-4000-8000-000000000000'
  const sample = format === undefined ? undefined : samples[format]
  if (sample !== undefined) yield sample(fixed)
  if (pattern !== undefined) yield* matches(pattern, minLength, chooseMask)
}

/** What a pattern matches, of many lengths; one without `$` may go on as it likes. */
function* matches(
  pattern: string,
  minLength: number,
  random: Chooser,
): Generator<string | undefined> {
  const near = Array.from({ length: 16 }, (_, index) => Math.max(0, minLength - index))
  for (const repeats of [3, 0, 1, 2, 4, 5, 6, 7, 8, 12, 16, 24, ...near]) {
    for (let tries = 0; tries < 4; tries++) {
      const text = matchPattern(pattern, random, repeats)
      yield text
      yield text?.padEnd(minLength, 'x')
    }
  }
}

function fits(schema: SchemaObject, text: string): boolean {
  const { format, pattern, minLength = 0, maxLength = Infinity } = schema
  const length = [...text].length
  if (length < minLength || length > maxLength) return false
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(text)) return false
  return format === undefined || (formats[format]?.check(text) ?? true)
}

function phrase(minLength: number, maxLength: number, count: number, random: SeededRandom): string {
  let text = random.pick(words)
  for (let more = 1; more < count && text.length + 9 <= maxLength; more++) {
    text += ` ${random.pick(words)}`
  }
  while (text.length < minLength) text += ` ${random.pick(words)}`
  return text.length > maxLength ? text.slice(0, maxLength).replace(/ $/, 's') : text
}

function exampleBytes(schema: SchemaObject, random: SeededRandom): string {
  const text = schema['x-secret'] ? '***' : random.pick(words)
  return toBase64(new TextEncoder().encode(text.slice(0, schema['x-max-bytes'])))
}

function day(random: SeededRandom): string {
  return `2026-${two(1 + random.below(12))}-${two(1 + random.below(28))}`
}

function clock(random: SeededRandom): string {
  return `${two(random.below(24))}:${two(random.below(60))}:00`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
