import {
  type JsonSchema,
  type JsonType,
  definition,
  filterKeywords,
  source,
  withKeywords,
} from './json-schema.ts'

const nothing: JsonSchema = Object.freeze({ type: 'null' })
const annotations: ReadonlySet<string | symbol> = new Set([
  'default',
  'title',
  'description',
  'examples',
  'deprecated',
  'x-pii',
  'x-secret',
])

/** The schema with `null` among its values. What it says about itself, its default included, stays. */
export function toNullable(json: JsonSchema): JsonSchema {
  if (json[definition] !== undefined || json.oneOf !== undefined) return besideNull(json)
  if (json.anyOf !== undefined) {
    const known = json.anyOf.some(({ type }) => type === 'null')
    return known ? json : withKeywords(json, { anyOf: Object.freeze([...json.anyOf, nothing]) })
  }
  const { const: literal, ...rest } = json
  const values = json.enum ?? (literal === undefined ? undefined : [literal])
  const type = json.type && { type: nullableType(json.type) }
  if (values === undefined) return type === undefined ? json : withKeywords(json, type)
  return Object.freeze({ ...rest, ...type, enum: Object.freeze([...new Set([...values, null])]) })
}

function nullableType(type: JsonType | readonly JsonType[]): JsonType | readonly JsonType[] {
  const types = typeof type === 'string' ? [type] : type
  return types.includes('null') ? type : Object.freeze([...types, 'null' as const])
}

/** A `$ref` or a union and `null`: what is said about it goes to the whole. */
function besideNull(json: JsonSchema): JsonSchema {
  const type = filterKeywords(json, (keyword) => !annotations.has(keyword))
  return Object.freeze({
    anyOf: Object.freeze([type, nothing]),
    ...filterKeywords(json, (keyword) => annotations.has(keyword) || keyword === source),
  })
}
