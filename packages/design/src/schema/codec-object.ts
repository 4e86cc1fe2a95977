import { closest } from '../closest.ts'
import type { Codec, SchemaCompiler, UnknownFields } from './codec.ts'
import type { Issues } from './issues.ts'
import { type JsonSchema, foreign, resolveRef } from './json-schema.ts'

interface Field {
  readonly name: string
  readonly codec: Codec
  readonly required: boolean
  /** What stands in for an absent value. */
  readonly fallback: ((issues: Issues) => unknown) | undefined
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
    let known = 0
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index] as Field
      const given =
        field.inherited && !Object.hasOwn(value, field.name) ? undefined : value[field.name]
      const before = issues.count
      if (given !== undefined) {
        known++
        result[field.name] = field.codec(given, issues)
      } else if (field.fallback !== undefined) {
        const fallback = field.fallback(issues)
        if (fallback !== undefined) result[field.name] = fallback
      } else if (field.required) {
        issues.add('required', 'is required', field.name)
        continue
      }
      if (issues.count !== before) {
        issues.nest(before, field.name)
        if (issues.full) return result
      }
    }
    if (unknown !== 'strip' && hasMoreThan(known, value)) {
      takeUnknown(value, result, names, unknown, issues)
    }
    return result
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function compileFields(json: JsonSchema, compiler: SchemaCompiler): Field[] {
  const required = new Set(json.required)
  return Object.entries(json.properties ?? {}).map(([name, field]) => {
    const codec = compiler.compile(field)
    return {
      name,
      codec,
      required: required.has(name),
      fallback: required.has(name) ? undefined : compileFallback(field, codec, compiler),
      inherited: name in Object.prototype,
    }
  })
}

/** Defaults are held in their wire form; a foreign schema makes its own out of `undefined`. */
function compileFallback(
  field: JsonSchema,
  codec: Codec,
  { options }: SchemaCompiler,
): Field['fallback'] {
  if (resolveRef(field)[foreign] !== undefined) return (issues) => codec(undefined, issues)
  const { default: fallback } = field
  if (fallback === undefined) return undefined
  if (options.direction === 'encode') return () => fallback
  return (issues) => codec(copyOf(fallback), issues)
}

/** Nobody gets the default itself, which is frozen and shared. */
function copyOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? structuredClone(value) : value
}

function unknownFieldsPolicy(json: JsonSchema, { options }: SchemaCompiler): UnknownFields {
  if (json.additionalProperties === true) return 'keep'
  if (options.direction === 'encode') return 'strip'
  return json.additionalProperties === false ? 'reject' : options.unknownFields
}

/** Counting is cheaper than looking every name up, and nearly always enough. */
function hasMoreThan(known: number, value: JsonObject): boolean {
  let keys = 0
  for (const _ in value) keys++
  return keys > known
}

function takeUnknown(
  from: JsonObject,
  into: JsonObject,
  names: ReadonlySet<string>,
  policy: 'reject' | 'keep',
  issues: Issues,
): void {
  for (const key in from) {
    if (names.has(key)) continue
    if (policy === 'keep' && key !== '__proto__') into[key] = from[key]
    else issues.add('additionalProperties', unknownMessage(key, names), key)
    if (issues.full) return
  }
}

function unknownMessage(key: string, names: ReadonlySet<string>): string {
  const match = closest(key, names)
  return match === undefined
    ? 'is not a known field'
    : `is not a known field; did you mean "${match}"?`
}
