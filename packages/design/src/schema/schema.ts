import { toFrozenJson } from './frozen-json.ts'
import { type JsonSchema, withKeywords } from './json-schema.ts'
import { toNullable } from './nullable.ts'
import { type StandardProps, standardProps } from './standard-props.ts'

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
  #standard: StandardProps<Output, Input> | undefined

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
    return new Schema(toNullable(this.json), this.presence)
  }

  /** Stands in when the field is absent (not when it is `null`). Readers always see a value. */
  default(
    value: Exclude<Output, undefined>,
  ): Schema<Exclude<Output, undefined>, Input | undefined> {
    return new Schema(withKeywords(this.json, { default: toFrozenJson(value) }), 'defaulted')
  }

  /** Standard Schema 1.1: validation and JSON Schema for other libraries. */
  get '~standard'(): StandardProps<Output, Input> {
    return (this.#standard ??= standardProps<Output, Input>(this.json))
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

// Both are conditional types only because the compiler remembers those by their argument: a type
// that a thousand fields share is looked into once.

/** What a reader of a valid value holds. */
export type OutputOf<Type extends AnyType> = Type extends unknown
  ? NonNullable<Type['~standard']['types']>['output']
  : never

/** What a writer must give. */
export type InputOf<Type extends AnyType> = Type extends unknown
  ? NonNullable<Type['~standard']['types']>['input']
  : never
