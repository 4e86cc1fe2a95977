import { jsonKinds } from '../schema/codec-union.ts'
import { type JsonSchema, childSchemas, flaw, resolveRef } from '../schema/json-schema.ts'
import { type AnyType, Schema } from '../schema/schema.ts'
import { type Shape, objectJson } from '../schema/shape.ts'
import type { SourceLocation } from '../source-location.ts'
import { isType, toSchema } from '../schema/to-schema.ts'

/** A field of a payload or a result. */
export interface FieldModel {
  readonly name: string
  readonly json: JsonSchema
  /** Must be given: not optional, no default. */
  readonly required: boolean
  readonly defaulted: boolean
}

/** The schema of a payload or result, written as fields or as one type. */
export function schemaOf(
  type: Shape | AnyType | undefined,
  at: SourceLocation,
): Schema | undefined {
  if (type === undefined) return undefined
  const isShape = typeof type === 'object' && type !== null && !isType(type) && !Array.isArray(type)
  return isShape ? new Schema(objectJson(type, at)) : toSchema(type as AnyType, at)
}

/** The fields of an object type; `undefined` for any other type. */
export function fieldsOf(
  json: JsonSchema | undefined,
): ReadonlyMap<string, FieldModel> | undefined {
  const object = json && resolveRef(json)
  if (object?.properties === undefined || object.type !== 'object') return undefined
  const required = new Set(object.required)
  return new Map(
    Object.entries(object.properties).map(([name, field]) => {
      const defaulted = (field.default ?? resolveRef(field).default) !== undefined
      return [name, { name, json: field, required: required.has(name), defaulted }]
    }),
  )
}

/** An object schema with some of the fields, perhaps under other names. */
export function objectOf(fields: readonly { name: string; field: FieldModel }[]): JsonSchema {
  const required = fields.filter(({ field }) => field.required).map(({ name }) => name)
  return Object.freeze({
    type: 'object',
    properties: Object.freeze(
      Object.fromEntries(fields.map(({ name, field }) => [name, field.json])),
    ),
    ...(required.length > 0 && { required: Object.freeze(required) }),
  })
}

/** Whether a value of this type can be written as one piece of text. */
export function isScalar(json: JsonSchema): boolean {
  const resolved = resolveRef(json)
  if (resolved[flaw] !== undefined) return true
  if (resolved.enum !== undefined || resolved.const !== undefined) return true
  const branches = resolved.anyOf ?? resolved.oneOf
  if (branches !== undefined) return branches.every(isScalar)
  const types = typeof resolved.type === 'string' ? [resolved.type] : (resolved.type ?? [])
  return types.length > 0 && types.every((name) => name !== 'object' && name !== 'array')
}

/** Whether a value of this type is a list of pieces of text. */
export function isScalarArray(json: JsonSchema): boolean {
  const resolved = resolveRef(json)
  if (resolved.type !== 'array') return false
  const items = resolved.prefixItems ?? (resolved.items ? [resolved.items] : [])
  return items.length > 0 && items.every(isScalar)
}

/** Whether a value of this type can be written as `name[key]=text`. */
export function isScalarObject(json: JsonSchema): boolean {
  const resolved = resolveRef(json)
  if (resolved.type !== 'object') return false
  const fits = (inner: JsonSchema) => isScalar(inner) || isScalarArray(inner)
  const values = Object.values(resolved.properties ?? {})
  if (typeof resolved.additionalProperties === 'object') values.push(resolved.additionalProperties)
  return values.length > 0 && values.every(fits)
}

/** Whether a value that travels as text could be `null`, or a list of it could hold one. */
export function mayBeNull(json: JsonSchema): boolean {
  const { items, prefixItems = items ? [items] : [] } = resolveRef(json)
  return isNullable(json) || (isScalarArray(json) && prefixItems.some(isNullable))
}

function isNullable(json: JsonSchema): boolean {
  return resolveRef(json)[flaw] === undefined && jsonKinds(json).has('null')
}

/** Whether the value, or a part of it, is a credential. */
export function isSecret(json: JsonSchema): boolean {
  const seen = new Set([json])
  for (const part of seen) {
    if (part['x-secret'] === true) return true
    const target = resolveRef(part)
    seen.add(target)
    for (const [, child] of childSchemas(target)) seen.add(child)
  }
  return false
}
