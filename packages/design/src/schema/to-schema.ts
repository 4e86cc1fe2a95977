import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec'
import type { ProblemCode } from '../problems.ts'
import { type SourceLocation, captureLocation } from '../source-location.ts'
import { type Flaw, type JsonSchema, flaw, foreign, source, withKeywords } from './json-schema.ts'
import { type AnyType, type Presence, Schema } from './schema.ts'

/**
 * A type of a design, whoever made it. A foreign schema (zod 4, valibot, arktype) keeps
 * validating by its own rules; its JSON Schema is for documents, parameters and examples.
 *
 * What cannot be told as JSON Schema is reported as a problem of the design.
 */
export function toSchema(type: AnyType, at: SourceLocation = captureLocation()): Schema {
  return type instanceof Schema ? type : fromForeign(type, at)
}

/** The type of an item, a value of a map or a member of a union: only fields can be absent. */
export function partJson(type: AnyType, what: string): JsonSchema {
  const { json, presence } = toSchema(type)
  if (presence === 'required' || isAnything(json)) return json
  return withKeywords(json, { [flaw]: { code: 'OPTIONAL_MISPLACED', values: { what } } })
}

/** Whatever fits a foreign `any` fits it when it is absent, too: nobody made it optional. */
export function isAnything(json: JsonSchema): boolean {
  return json[foreign] !== undefined && Object.keys(json).length === 0
}

/** Whether the value could stand where a type is expected. */
export function isType(value: unknown): value is AnyType {
  const holder = value as { '~standard'?: { version?: unknown } } | null | undefined
  const object = (typeof value === 'object' || typeof value === 'function') && value !== null
  return object && holder?.['~standard']?.version === 1
}

function fromForeign(type: AnyType, at: SourceLocation): Schema {
  const flawed = (code: ProblemCode, values: Flaw['values']) =>
    new Schema(Object.freeze({ [flaw]: { code, values }, [source]: at }))
  if (!isType(type)) return flawed('NOT_A_TYPE', { found: describe(type) })
  const { vendor } = type['~standard']
  if (!validates(type)) return flawed('FOREIGN_WITHOUT_VALIDATION', { vendor })
  const json = exportJson(type)
  if (json instanceof Error) {
    return flawed('FOREIGN_WITHOUT_JSON_SCHEMA', { vendor, reason: json.message })
  }
  const presence = presenceOf(type)
  if (presence === 'asynchronous') return flawed('FOREIGN_ASYNC', { vendor })
  return new Schema(Object.freeze({ ...json, [source]: at, [foreign]: type }), presence)
}

function validates(type: unknown): type is StandardSchemaV1 {
  return typeof (type as StandardSchemaV1)['~standard'].validate === 'function'
}

function exportJson(type: object): JsonSchema | Error {
  const converter = (type as Partial<StandardJSONSchemaV1>)['~standard']?.jsonSchema
  if (converter === undefined) {
    return new Error('it exposes no JSON Schema (`~standard.jsonSchema`)')
  }
  try {
    const { $schema: _, ...json }: JsonSchema & { $schema?: unknown } = converter.input({
      target: 'draft-2020-12',
    })
    return json
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** A foreign field is optional when its own validation accepts `undefined`. */
function presenceOf(type: StandardSchemaV1): Presence | 'asynchronous' {
  try {
    const result = type['~standard'].validate(undefined)
    if (!(result instanceof Promise)) return result.issues === undefined ? 'optional' : 'required'
    result.catch(() => undefined)
    return 'asynchronous'
  } catch {
    return 'required'
  }
}

/** What a value is, for a message. */
export function describe(value: unknown): string {
  return value === null
    ? 'null'
    : Array.isArray(value)
      ? 'an array'
      : `a value of type ${typeof value}`
}
