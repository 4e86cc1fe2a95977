import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec'
import { type SourceLocation, captureLocation } from '../source-location.ts'
import { type Flaw, type JsonSchema, flaw, foreign, source } from './json-schema.ts'
import { type AnyType, Schema } from './schema.ts'

/**
 * A type of a design, whoever made it. A foreign schema (zod 4, valibot, arktype) keeps
 * validating by its own rules; its JSON Schema is for documents, parameters and examples.
 *
 * What cannot be told as JSON Schema is reported as a problem of the design.
 */
export function toSchema(type: AnyType, at: SourceLocation = captureLocation()): Schema {
  return type instanceof Schema ? type : fromForeign(type, at)
}

/** Whether the value could stand where a type is expected. */
export function isType(value: unknown): value is AnyType {
  const holder = value as { '~standard'?: { version?: unknown } } | null | undefined
  const object = (typeof value === 'object' || typeof value === 'function') && value !== null
  return object && holder?.['~standard']?.version === 1
}

function fromForeign(type: AnyType, at: SourceLocation): Schema {
  const flawed = (found: Flaw) => new Schema(Object.freeze({ [flaw]: found, [source]: at }))
  if (!isType(type)) {
    return flawed({ code: 'NOT_A_TYPE', values: { found: describe(type) } })
  }
  const { vendor } = type['~standard']
  if (!validates(type)) return flawed({ code: 'FOREIGN_WITHOUT_VALIDATION', values: { vendor } })
  const json = exportJson(type)
  if (json instanceof Error) {
    return flawed({ code: 'FOREIGN_WITHOUT_JSON_SCHEMA', values: { vendor, reason: json.message } })
  }
  const presence = acceptsAbsence(type) ? 'optional' : 'required'
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
    const { $schema: _, ...json } = converter.input({ target: 'draft-2020-12' })
    return json as JsonSchema
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** A foreign field is optional when its own validation accepts `undefined`. */
function acceptsAbsence(type: StandardSchemaV1): boolean {
  const result = type['~standard'].validate(undefined)
  return !(result instanceof Promise) && result.issues === undefined
}

function describe(value: unknown): string {
  return value === null
    ? 'null'
    : Array.isArray(value)
      ? 'an array'
      : `a value of type ${typeof value}`
}
