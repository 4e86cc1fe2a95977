import { type JsonSchema, resolveRef } from './json-schema.ts'

/** The next number from 0 up and below 1. */
export type Random = () => number

/** The same numbers for the same seed (mulberry32). */
export function createRandom(seed: string): Random {
  let state =
    Array.from(seed).reduce((sum, letter) => sum * 31 + (letter.codePointAt(0) ?? 0), 7) | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const texts = [
  ...[
    '',
    'a',
    'ab',
    'abc',
    'abcd',
    'abcde',
    'x',
    'EUR',
    '👍',
    '👍👍',
    'a👍',
    ' ',
    'a\n',
    '0',
    '1.5',
  ],
  ...[
    'true',
    'null',
    'card',
    'coins',
    '\u0000',
    '\ud800',
    'constructor',
    '__proto__',
    'é',
    'e\u0301',
  ],
]
const numbers = [
  ...[
    0,
    -0,
    1,
    -1,
    2,
    3,
    4,
    5,
    6,
    7,
    0.5,
    0.01,
    0.07,
    1.005,
    -3,
    -4,
    1e21,
    2 ** 31,
    -(2 ** 31) - 1,
  ],
  ...[2 ** 32, 2 ** 53 - 1, 2 ** 53, 1e-9, 100, 99],
]
const formatSamples: Readonly<Record<string, readonly string[]>> = {
  'date-time': ['2026-11-22T09:30:00Z', '2024-02-29T23:59:60+00:00', '2026-01-01T00:00:00.5-08:00'],
  date: ['2026-11-22', '2024-02-29'],
  time: ['09:30:00Z', '23:59:59.9+01:00'],
  duration: ['PT15M', 'P1Y2M3DT4H5M6S', 'P2W'],
  uuid: ['0190b8f0-7b7a-7cc2-8c00-3f1d3a5e9b1c'],
  email: ['ada@example.com', 'a.b+c@d.co'],
  hostname: ['example.com', 'a-b.c', 'localhost'],
  ipv4: ['127.0.0.1', '255.255.255.255'],
  ipv6: ['::1', '2001:db8::ff00:42:8329', '::ffff:1.2.3.4'],
  uri: ['https://example.com/a?b=c#d', 'urn:isbn:0451450523'],
  mac: ['00:1b:44:11:3a:b7', '00-1b-44-11-3a-b7'],
  cidr: ['10.0.0.0/8', 'fd00::/8'],
  regex: ['^a+$', '[a-z]'],
  json: ['{"a":[1]}', 'null'],
}

/** A value that fits the schema, as far as that is easy to find. */
export function sample(schema: JsonSchema, random: Random, depth = 0): unknown {
  const json = resolveRef(schema)
  const branches = json.anyOf ?? json.oneOf
  if (branches !== undefined) return sample(pick(branches, random), random, depth)
  if (json.enum !== undefined) return pick(json.enum, random)
  if (json.const !== undefined) return json.const
  const types = typeof json.type === 'string' ? [json.type] : (json.type ?? ['string', 'integer'])
  switch (pick(types, random)) {
    case 'string':
      return sampleText(json, random)
    case 'integer':
      return sampleNumber(json, random, numbers.filter(Number.isSafeInteger))
    case 'number':
      return sampleNumber(json, random, numbers)
    case 'boolean':
      return random() < 0.5
    case 'null':
      return null
    case 'array':
      return sampleArray(json, random, depth)
    case 'object':
      return sampleObject(json, random, depth)
  }
}

function sampleText(json: JsonSchema, random: Random): string {
  if (json.format !== undefined) return pick(formatSamples[json.format] ?? texts, random)
  const pattern = new RegExp(json.pattern ?? '', 'u')
  const fitting = texts.filter((text) => {
    const { length } = Array.from(text)
    return (
      length >= (json.minLength ?? 0) &&
      length <= (json.maxLength ?? Infinity) &&
      pattern.test(text)
    )
  })
  return pick(fitting, random)
}

function sampleNumber(json: JsonSchema, random: Random, from: readonly number[]): number {
  const { minimum = -Infinity, maximum = Infinity, multipleOf } = json
  const { exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = json
  const fitting = from.filter(
    (number) =>
      number >= minimum &&
      number <= maximum &&
      number > exclusiveMinimum &&
      number < exclusiveMaximum &&
      (multipleOf === undefined || Number.isInteger(Number((number / multipleOf).toFixed(6)))),
  )
  return pick(fitting, random)
}

function sampleArray(json: JsonSchema, random: Random, depth: number): unknown[] {
  if (json.prefixItems !== undefined) {
    return json.prefixItems.map((item) => sample(item, random, depth + 1))
  }
  const { minItems = 0, maxItems = 3, items } = json
  const length = depth > 3 ? minItems : minItems + Math.floor(random() * (maxItems - minItems + 1))
  return Array.from({ length }, () => sample(items || {}, random, depth + 1))
}

function sampleObject(json: JsonSchema, random: Random, depth: number): Record<string, unknown> {
  const fields = Object.entries(json.properties ?? {}).filter(
    ([name]) => json.required?.includes(name) === true || random() < 0.5,
  )
  const { additionalProperties: values, maxProperties = 2 } = json
  if (typeof values === 'object') {
    const count = Math.floor(random() * (maxProperties + 1))
    for (let index = 0; index < count; index++) fields.push([`k${index}`, values])
  }
  return Object.fromEntries(fields.map(([name, field]) => [name, sample(field, random, depth + 1)]))
}

/** The value with something in it changed, removed or added. */
export function mutate(value: unknown, random: Random): unknown {
  if (typeof value === 'object' && value !== null && random() < 0.8) {
    return Array.isArray(value) ? mutateArray(value, random) : mutateObject(value, random)
  }
  if (typeof value === 'string' && random() < 0.5) return mutateText(value, random)
  if (typeof value === 'number' && random() < 0.3) return value + pick([1, -1, 0.5, 100], random)
  return anyValue(random)
}

function mutateArray(value: readonly unknown[], random: Random): unknown[] {
  const copy = [...value]
  const at = Math.floor(random() * (copy.length + 1))
  if (random() < 0.3) copy.splice(at, 1)
  else if (random() < 0.4) copy.splice(at, 0, random() < 0.5 ? copy[0] : anyValue(random))
  else if (at < copy.length) copy[at] = mutate(copy[at], random)
  return copy.map((item) => (item === undefined ? null : item))
}

function mutateObject(value: object, random: Random): Record<string, unknown> {
  const entries = Object.entries(value)
  const at = Math.floor(random() * (entries.length + 1))
  if (random() < 0.25) entries.splice(at, 1)
  else if (random() < 0.3 || at >= entries.length)
    entries.push([pick(texts, random), anyValue(random)])
  else entries[at] = [entries[at]?.[0] ?? '', mutate(entries[at]?.[1], random)]
  return Object.fromEntries(entries)
}

/** A letter removed, added or changed: what tries the edges of formats. */
function mutateText(text: string, random: Random): string {
  const letters = Array.from(text)
  const at = Math.floor(random() * (letters.length + 1))
  const letter = pick(Array.from('0123456789abfzZT:.-/@+% \n_[]{}"PWé'), random)
  letters.splice(at, random() < 0.6 ? 1 : 0, ...(random() < 0.7 ? [letter] : []))
  return letters.join('')
}

function anyValue(random: Random): unknown {
  const kinds = [
    ...[() => null, () => random() < 0.5, () => pick(texts, random), () => pick(numbers, random)],
    ...[() => [], () => ({}), () => [pick(texts, random)], () => ({ a: pick(numbers, random) })],
  ]
  return pick<() => unknown>(kinds, random)()
}

function pick<Value>(from: readonly Value[], random: Random): Value {
  return from[Math.floor(random() * from.length)] as Value
}
