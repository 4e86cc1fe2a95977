import { didYouMean } from '../closest.ts'
import { captureLocation } from '../source-location.ts'
import {
  type JsonSchema,
  filterKeywords,
  flaw,
  foreign,
  resolveRef,
  source,
} from './json-schema.ts'
import { optionalForeign } from './optional-foreign.ts'
import { type Shape, objectJson } from './shape.ts'

type Fields = NonNullable<JsonSchema['properties']>

/** The object with some of its fields. A name that it does not have is a flaw. */
export function pickFields(json: JsonSchema, names: readonly PropertyKey[]): JsonSchema {
  return select(json, names, (name) => names.includes(name))
}

/** The object without some of its fields. A name that it does not have is a flaw. */
export function omitFields(json: JsonSchema, names: readonly PropertyKey[]): JsonSchema {
  return select(json, names, (name) => !names.includes(name))
}

/** The object with every field optional and no defaults. */
export function optionalFields(json: JsonSchema): JsonSchema {
  const fields = Object.entries(resolveRef(json).properties ?? {})
  const optional = fields.map(([name, field]) => [name, withoutDefault(field)])
  return objectLike(json, Object.fromEntries(optional) as Fields, [])
}

/** The object with more fields; one of the same name is replaced. */
export function extendFields(json: JsonSchema, fields: Shape): JsonSchema {
  const { properties, required = [] } = resolveRef(json)
  const extra = objectJson(fields)
  if (extra[flaw] !== undefined) return extra
  const kept = required.filter((name) => !Object.hasOwn(fields, name))
  return objectLike(json, { ...properties, ...extra.properties }, [
    ...kept,
    ...(extra.required ?? []),
  ])
}

/** What was said about the original (title, example…) is not true of what is derived from it. */
function objectLike(json: JsonSchema, properties: Fields, required: readonly string[]): JsonSchema {
  const { additionalProperties, 'x-pii': pii, 'x-secret': secret } = resolveRef(json)
  const there = required.filter((name) => Object.hasOwn(properties, name))
  return Object.freeze({
    type: 'object',
    properties: Object.freeze(properties),
    ...(there.length > 0 && { required: Object.freeze(there) }),
    ...(additionalProperties !== undefined && { additionalProperties }),
    ...(pii && { 'x-pii': pii }),
    ...(secret && { 'x-secret': secret }),
    [source]: captureLocation(),
  })
}

function select(
  json: JsonSchema,
  names: readonly PropertyKey[],
  keep: (name: string) => boolean,
): JsonSchema {
  const { properties = {}, required = [] } = resolveRef(json)
  const kept = Object.entries(properties).filter(([name]) => keep(name))
  const selected = objectLike(json, Object.fromEntries(kept), required)
  const unknown = names.find((name) => !Object.hasOwn(properties, name))
  if (unknown === undefined) return selected
  const hint = didYouMean(String(unknown), Object.keys(properties))
  const values = { name: String(unknown), hint }
  return Object.freeze({ ...selected, [flaw]: { code: 'TYPE_FIELD_UNKNOWN' as const, values } })
}

function withoutDefault(field: JsonSchema): JsonSchema {
  const external = field[foreign]
  if (external !== undefined)
    return Object.freeze({ ...field, [foreign]: optionalForeign(external) })
  return filterKeywords(field, (keyword) => keyword !== 'default')
}
