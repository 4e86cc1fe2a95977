import { type JsonSchema, resolveRef } from '@seaworthy/design'

/** Numbers from 0 to below 1 that are the same for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const alphabet = [
  ...'abcXYZ019 /?#%&=+,;:@"\'\\.<>[]{}|~\t\n^`'.split(''),
  ...['ü', 'ñ', '€', '漢', '😀', '..', '%2F', '\ufeff'],
]
const numbers = [0, 1, -1, 0.1, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, -273.15]
const formats: Readonly<Record<string, string>> = {
  uuid: '0190d2a4-7b1c-7000-8000-00000000aBcD',
  email: "o'neil+tag@example.com",
  'date-time': '2026-11-22T09:30:00+02:00',
}

/** A value that fits the schema, with what is hard to transport in it. */
export function randomValue(json: JsonSchema, random: () => number): unknown {
  const schema = resolveRef(json)
  const upTo = (limit: number) => Math.floor(random() * limit)
  const pick = <Item>(items: readonly Item[]): Item => items[upTo(items.length)] as Item
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return pick(schema.enum)
  const branches = schema.anyOf ?? schema.oneOf
  if (branches !== undefined) return randomValue(pick(branches), random)
  const type = Array.isArray(schema.type) ? pick(schema.type) : schema.type
  const text = () => Array.from({ length: upTo(8) }, () => pick(alphabet)).join('')
  const list = (item: JsonSchema) =>
    Array.from({ length: upTo(4) }, () => randomValue(item, random))
  switch (type) {
    case 'string':
      if (schema.contentEncoding === 'base64') {
        return Uint8Array.from({ length: upTo(9) }, () => upTo(256))
      }
      return formats[schema.format ?? ''] ?? text()
    case 'integer':
      return pick([0, 1, -1, 42, 2 ** 31 - 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])
    case 'number':
      return pick(numbers)
    case 'boolean':
      return pick([true, false])
    case 'null':
      return null
    case 'array':
      if (schema.prefixItems) return schema.prefixItems.map((item) => randomValue(item, random))
      return list(schema.items || {})
    case 'object':
      return randomObject(schema, random, text)
    default:
      return pick([null, 'any', { deep: [1, { a: '😀' }] }, false])
  }
}

function randomObject(
  { properties = {}, required = [], additionalProperties: values }: JsonSchema,
  random: () => number,
  text: () => string,
): object {
  const entries = Object.entries(properties)
    .filter(([name]) => required.includes(name) || random() < 0.7)
    .map(([name, field]) => [name, randomValue(field, random)] as const)
  if (typeof values === 'object') {
    for (let count = Math.floor(random() * 3); count > 0; count--) {
      entries.push([text(), randomValue(values, random)])
    }
  }
  return Object.fromEntries(entries)
}
