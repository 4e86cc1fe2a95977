import type { Codec, SchemaCompiler, UnknownFields } from './codec.ts'
import { count } from './codec-scalar.ts'
import { closest } from '../closest.ts'
import type { Issues } from './issues.ts'
import { type JsonSchema, resolveRef } from './json-schema.ts'

interface Field {
  readonly name: string
  readonly codec: Codec
  readonly required: boolean
  readonly fallback: unknown
  /** A name that every object inherits (`constructor`…) is only read when it is the object's own. */
  readonly inherited: boolean
}

type JsonObject = Record<string, unknown>

export function compileObject(json: JsonSchema, compiler: SchemaCompiler): Codec {
  const fields = compileFields(json, compiler)
  const names = new Set(fields.map((field) => field.name))
  const unknown = unknownFieldsPolicy(json, compiler)
  return function object(value, issues) {
    if (!isJsonObject(value)) {
      issues.add('type', 'must be an object')
      return value
    }
    const result: JsonObject = {}
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index] as Field
      const given =
        field.inherited && !Object.hasOwn(value, field.name) ? undefined : value[field.name]
      if (given === undefined) {
        if (field.fallback !== undefined) result[field.name] = copy(field.fallback)
        else if (field.required) issues.add('required', 'is required', field.name)
        continue
      }
      const before = issues.count
      result[field.name] = field.codec(given, issues)
      if (issues.count !== before) {
        issues.nest(before, field.name)
        if (issues.full) return result
      }
    }
    if (unknown !== 'strip') takeUnknown(value, result, names, unknown, issues)
    return result
  }
}

export function compileMap(json: JsonSchema, compiler: SchemaCompiler): Codec {
  const { minProperties = 0, maxProperties = Infinity } = json
  const keyCodec = json.propertyNames && compiler.compile(json.propertyNames)
  const valueCodec =
    typeof json.additionalProperties === 'object'
      ? compiler.compile(json.additionalProperties)
      : (value: unknown) => value
  return function map(value, issues) {
    if (!isJsonObject(value)) {
      issues.add('type', 'must be an object')
      return value
    }
    const keys = Object.keys(value)
    if (keys.length < minProperties) {
      issues.add('minProperties', `must have at least ${count(minProperties, 'entry', 'entries')}`)
    }
    if (keys.length > maxProperties) {
      issues.add('maxProperties', `must have at most ${count(maxProperties, 'entry', 'entries')}`)
      return value
    }
    const result: JsonObject = {}
    for (const key of keys) {
      const before = issues.count
      if (key === '__proto__') issues.add('propertyNames', 'is not allowed as a key')
      else {
        keyCodec?.(key, issues)
        result[key] = valueCodec(value[key], issues)
      }
      if (issues.count !== before) {
        issues.nest(before, key)
        if (issues.full) return result
      }
    }
    return result
  }
}

/** The fields that an unknown-field check knows, and what to do with others. */
export function takeUnknown(
  from: JsonObject,
  into: JsonObject,
  names: ReadonlySet<string>,
  policy: 'reject' | 'keep',
  issues: Issues,
): void {
  for (const key in from) {
    if (names.has(key)) continue
    if (policy === 'keep' && key !== '__proto__') into[key] = from[key]
    else issues.add('additionalProperties', unknownMessage(key, names), key.slice(0, 100))
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function compileFields(json: JsonSchema, compiler: SchemaCompiler): Field[] {
  const required = new Set(json.required)
  return Object.entries(json.properties ?? {}).map(([name, field]) => ({
    name,
    codec: compiler.compile(field),
    required: required.has(name),
    fallback: field.default ?? resolveRef(field).default,
    inherited: name in Object.prototype,
  }))
}

function unknownFieldsPolicy(json: JsonSchema, { options }: SchemaCompiler): UnknownFields {
  if (json.additionalProperties === true) return 'keep'
  if (options.direction === 'encode') return 'strip'
  return json.additionalProperties === false ? 'reject' : options.unknownFields
}

function unknownMessage(key: string, names: ReadonlySet<string>): string {
  const match = closest(key, names)
  return match === undefined
    ? 'is not a known field'
    : `is not a known field; did you mean "${match}"?`
}

function copy(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? structuredClone(value) : value
}
