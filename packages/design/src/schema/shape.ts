import { type SourceLocation, captureLocation } from '../source-location.ts'
import { type JsonSchema, flaw, source } from './json-schema.ts'
import type { AnyType, InputOf, OutputOf } from './schema.ts'
import { describe, isType, toSchema } from './to-schema.ts'

/** The fields of an object, by name. */
export type Shape = { readonly [field: string]: AnyType }

/** What a reader of these fields holds. */
export type ShapeOutput<Fields extends Shape> = Outputs<
  Fields,
  Marks<Fields, RequiredOutputs<Fields>>
>

/** What a writer of these fields must give. */
export type ShapeInput<Fields extends Shape> = Inputs<Fields, Marks<Fields, RequiredInputs<Fields>>>

// One mapped type each, over an object that only knows which fields are optional: half the cost of
// two mapped types, joined and flattened. The empty intersection keeps the alias out of hovers.

type Outputs<Fields extends Shape, Names> = {
  -readonly [Name in keyof Names]: OutputOf<Fields[Name & keyof Fields]>
} & {}

type Inputs<Fields extends Shape, Names> = {
  -readonly [Name in keyof Names]: InputOf<Fields[Name & keyof Fields]>
} & {}

type Marks<Fields, Required extends PropertyKey> = { [Name in keyof Fields]?: 1 } & {
  [Name in Required]: 1
}

type RequiredOutputs<Fields extends Shape> = {
  [Name in keyof Fields]: undefined extends OutputOf<Fields[Name]> ? never : Name
}[keyof Fields]

type RequiredInputs<Fields extends Shape> = {
  [Name in keyof Fields]: undefined extends InputOf<Fields[Name]> ? never : Name
}[keyof Fields]

/** The JSON Schema of an object with these fields. */
export function objectJson(fields: Shape, at: SourceLocation = captureLocation()): JsonSchema {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields) || isType(fields)) {
    const values = { found: isType(fields) ? 'a type where fields are' : describe(fields) }
    return Object.freeze({ [flaw]: { code: 'NOT_A_TYPE' as const, values }, [source]: at })
  }
  const schemas = Object.entries(fields).map(
    ([name, field]) => [name, toSchema(field, at)] as const,
  )
  const required = schemas.flatMap(([name, { presence }]) => (presence === 'required' ? name : []))
  return Object.freeze({
    type: 'object',
    properties: Object.freeze(Object.fromEntries(schemas.map(([name, { json }]) => [name, json]))),
    ...(required.length > 0 && { required: Object.freeze(required) }),
    [source]: at,
  })
}
