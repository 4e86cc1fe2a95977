import type { Schema } from './schema.ts'

/** What every type may say about itself. */
export interface Annotations<Value> {
  readonly title?: string
  readonly description?: string
  /** Shown in documents; checked against the type when the design is loaded. */
  readonly example?: Value
  /** Marks the field in documents. Nothing changes at run time. */
  readonly deprecated?: boolean
  /** Personal data: masked in logs, spans, error bodies and recorded examples. */
  readonly pii?: boolean
  /** A credential: masked as `pii` is, and never echoed. */
  readonly secret?: boolean
}

export interface StringOptions extends Annotations<string> {
  /** In Unicode code points, as JSON Schema counts. */
  readonly minLength?: number
  readonly maxLength?: number
  /** Not anchored: write `^…$` to match the whole value. Read with the `u` flag. */
  readonly pattern?: RegExp | string
}

export interface NumberOptions extends Annotations<number> {
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly multipleOf?: number
}

export interface ArrayOptions<Item> extends Annotations<readonly Item[]> {
  readonly minItems?: number
  readonly maxItems?: number
  /** No two items are equal. */
  readonly uniqueItems?: boolean
}

export interface BytesOptions extends Annotations<Uint8Array> {
  /** Of the decoded value. */
  readonly maxBytes?: number
}

export interface MapOptions<Value> extends Annotations<Readonly<Record<string, Value>>> {
  /** What keys look like; any string by default. */
  readonly keys?: Schema<string, string>
  readonly minProperties?: number
  readonly maxProperties?: number
}

export interface ObjectOptions<Value> extends Annotations<Value> {
  /** Fields that the type does not name; without it the policy of the API holds. */
  readonly unknownFields?: 'reject' | 'keep'
}
