import { objectJson } from '../schema/object-type.ts'
import type { Shape } from '../schema/object-type.ts'
import type { AnyType } from '../schema/schema.ts'
import { type JsonSchema, flaw, resolveRef } from '../schema/json-schema.ts'
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
export function jsonOf(
  type: Shape | AnyType | undefined,
  at: SourceLocation,
): JsonSchema | undefined {
  if (type === undefined) return undefined
  const shape = typeof type === 'object' && type !== null && !isType(type)
  return shape ? objectJson(type as Shape, at) : toSchema(type as AnyType, at).json
}

/** The fields of an object type; `undefined` for any other type. */
export function fieldsOf(
  json: JsonSchema | undefined,
): ReadonlyMap<string, FieldModel> | undefined {
  const object = json && resolveRef(json)
  if (object?.properties === undefined) return undefined
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
