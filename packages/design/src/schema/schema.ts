import { type StandardProps, standardProps } from './standard-props.ts'
import type { JsonSchema } from './json-schema.ts'

/**
 * A type of a design: frozen data that knows its JSON Schema (`json`) and its TypeScript types.
 *
 * `Output` is what a reader of a valid value holds (defaults filled in), `Input` what a writer
 * must give. Every method returns a new value. A schema is itself a Standard Schema, so any
 * library that takes those takes it as it is.
 */
export class Schema<Output = unknown, Input = Output> implements AnyType {
  readonly json: JsonSchema
  readonly presence: Presence

  constructor(json: JsonSchema, presence: Presence = 'required') {
    this.json = json
    this.presence = presence
    Object.freeze(this)
  }

  /** The field may be absent. Absent, `null` and empty are three different things. */
  optional(): Schema<Output | undefined, Input | undefined> {
    return new Schema(this.json, 'optional')
  }

  /** The value may be `null`. A nullable field must still be present, unless it is optional too. */
  nullable(): Schema<Output | null, Input | null> {
    return new Schema(nullableJson(this.json), this.presence)
  }

  /** Stands in when the field is absent (not when it is `null`). Readers always see a value. */
  default(
    value: Exclude<Output, undefined>,
  ): Schema<Exclude<Output, undefined>, Input | undefined> {
    return new Schema(Object.freeze({ ...this.json, default: value }), 'defaulted')
  }

  /** Standard Schema 1.1: validation and JSON Schema for other libraries. */
  get '~standard'(): StandardProps<Output, Input> {
    return standardProps<Output, Input>(this.json)
  }
}

export type Presence = 'required' | 'optional' | 'defaulted'

/** Whatever is accepted where a type is expected: a `t.…` value, or zod, valibot, arktype. */
export interface AnyType {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly types?: { readonly input: unknown; readonly output: unknown } | undefined
  }
}

/** What a reader of a valid value holds. */
export type OutputOf<Type extends AnyType> = NonNullable<Type['~standard']['types']>['output']

/** What a writer must give. */
export type InputOf<Type extends AnyType> = NonNullable<Type['~standard']['types']>['input']

function nullableJson(json: JsonSchema): JsonSchema {
  const plain = typeof json.type === 'string' && json.enum === undefined && json.const === undefined
  return Object.freeze(
    plain ? { ...json, type: [json.type, 'null'] as const } : { anyOf: [json, { type: 'null' }] },
  )
}
