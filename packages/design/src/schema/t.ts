import { captureLocation } from '../source-location.ts'
import { type JsonSchema, definition, refPrefix, source } from './json-schema.ts'
import {
  ObjectType,
  type Shape,
  type ShapeInput,
  type ShapeOutput,
  objectJson,
} from './object-type.ts'
import { type AnyType, type InputOf, type OutputOf, Schema } from './schema.ts'
import { toSchema } from './to-schema.ts'

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

export interface BytesOptions extends Annotations<string> {
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

type Scalar = string | number | boolean | null

/**
 * The types of a design. Each is a JSON Schema 2020-12 document with a TypeScript type.
 *
 * Strings must be well-formed Unicode without U+0000. Integers are safe integers (2^53 − 1).
 */
export const t = {
  string: (options?: StringOptions) => text(undefined, options),

  /** RFC 3339 date and time with an offset: `2026-11-22T09:30:00Z`. */
  dateTime: (options?: StringOptions) => text('date-time', options),
  /** RFC 3339 full date: `2026-11-22`. */
  date: (options?: StringOptions) => text('date', options),
  /** RFC 3339 full time with an offset: `09:30:00Z`. */
  time: (options?: StringOptions) => text('time', options),
  /** ISO 8601 duration: `PT15M`. */
  duration: (options?: StringOptions) => text('duration', options),
  /** RFC 9562, lower or upper case, without braces. */
  uuid: (options?: StringOptions) => text('uuid', options),
  /** `local@domain` as HTML defines it; no display name, no comments. */
  email: (options?: StringOptions) => text('email', options),
  /** RFC 1123. */
  hostname: (options?: StringOptions) => text('hostname', options),
  ipv4: (options?: StringOptions) => text('ipv4', options),
  /** RFC 4291, without a zone. */
  ipv6: (options?: StringOptions) => text('ipv6', options),
  /** RFC 3986, absolute. */
  uri: (options?: StringOptions) => text('uri', options),
  /** `00:1b:44:11:3a:b7`, also with dashes. */
  mac: (options?: StringOptions) => text('mac', options),
  /** An address and a prefix length: `10.0.0.0/8`, `fd00::/8`. */
  cidr: (options?: StringOptions) => text('cidr', options),
  /** A regular expression of ECMA-262 with the `u` flag. */
  regex: (options?: StringOptions) => text('regex', options),
  /** A string that holds a JSON document. */
  json: (options?: StringOptions) => text('json', options),

  integer: (options?: NumberOptions) => numeric('integer', {}, options),
  int32: (options?: NumberOptions) =>
    numeric('integer', { format: 'int32', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 }, options),
  uint32: (options?: NumberOptions) =>
    numeric('integer', { format: 'uint32', minimum: 0, maximum: 2 ** 32 - 1 }, options),
  /** As far as JavaScript's numbers are exact: ±(2^53 − 1). */
  int64: (options?: NumberOptions) =>
    numeric(
      'integer',
      { format: 'int64', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
      options,
    ),
  /** As far as JavaScript's numbers are exact: 2^53 − 1. */
  uint64: (options?: NumberOptions) =>
    numeric('integer', { format: 'uint64', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }, options),
  /** A double. NaN and the infinities have no JSON and are refused. */
  number: (options?: NumberOptions) => numeric('number', { format: 'double' }, options),

  boolean: (options?: Annotations<boolean>) =>
    new Schema<boolean>(node({ type: 'boolean' }, options)),
  null: (options?: Annotations<null>) => new Schema<null>(node({ type: 'null' }, options)),
  /** Any JSON value, handed on as it came. */
  any: (options?: Annotations<unknown>) => new Schema<unknown>(node({}, options)),
  /** A `Uint8Array`; base64 (RFC 4648 §4) on the wire, raw when it is a whole response body. */
  bytes: ({ maxBytes, ...options }: BytesOptions = {}) =>
    new Schema<Uint8Array>(
      node(
        {
          type: 'string',
          contentEncoding: 'base64',
          ...(maxBytes !== undefined && {
            maxLength: 4 * Math.ceil(maxBytes / 3),
            'x-max-bytes': maxBytes,
          }),
        },
        options,
      ),
    ),

  /** One of these values. */
  enum: <const Value extends Scalar>(values: readonly Value[], options?: Annotations<Value>) =>
    new Schema<Value>(node({ ...typeOfAll(values), enum: Object.freeze([...values]) }, options)),
  literal: <const Value extends Scalar>(value: Value, options?: Annotations<Value>) =>
    new Schema<Value>(node({ ...typeOfAll([value]), const: value }, options)),

  array: <Item extends AnyType>(item: Item, options?: ArrayOptions<InputOf<Item>>) =>
    new Schema<OutputOf<Item>[], readonly InputOf<Item>[]>(
      node({ type: 'array', items: toSchema(item).json }, options),
    ),
  /** Exactly these, in this order. */
  tuple: <const Items extends readonly AnyType[]>(
    items: Items,
    options?: Annotations<TupleInput<Items>>,
  ) =>
    new Schema<TupleOutput<Items>, TupleInput<Items>>(
      node(
        {
          type: 'array',
          prefixItems: Object.freeze(items.map((item) => toSchema(item).json)),
          items: false,
          minItems: items.length,
        },
        options,
      ),
    ),
  /** An object whose keys are data. */
  map: <Value extends AnyType>(
    value: Value,
    { keys, ...options }: MapOptions<InputOf<Value>> = {},
  ) =>
    new Schema<Record<string, OutputOf<Value>>, Readonly<Record<string, InputOf<Value>>>>(
      node(
        {
          type: 'object',
          additionalProperties: toSchema(value).json,
          ...(keys && { propertyNames: keys.json }),
        },
        options,
      ),
    ),
  /** An object without a name; `type('Name', …)` makes one that documents show by name. */
  object: <Fields extends Shape>(
    fields: Fields,
    { unknownFields, ...options }: ObjectOptions<ShapeInput<Fields>> = {},
  ) =>
    new ObjectType<ShapeOutput<Fields>, ShapeInput<Fields>>(
      node({ ...objectJson(fields), ...closedness(unknownFields) }, options),
    ),

  /** One of several object types, told apart by a literal field that all of them have. */
  union: <const Members extends readonly AnyType[]>(
    discriminator: string,
    members: Members,
    options?: Annotations<InputOf<Members[number]>>,
  ) =>
    new Schema<OutputOf<Members[number]>, InputOf<Members[number]>>(
      node(
        {
          oneOf: Object.freeze(members.map((member) => toSchema(member).json)),
          discriminator: Object.freeze({ propertyName: discriminator }),
        },
        options,
      ),
    ),
  /** One of several types that differ in their JSON kind (string, number, object…). */
  anyOf: <const Members extends readonly AnyType[]>(
    members: Members,
    options?: Annotations<InputOf<Members[number]>>,
  ) =>
    new Schema<OutputOf<Members[number]>, InputOf<Members[number]>>(
      node({ anyOf: Object.freeze(members.map((member) => toSchema(member).json)) }, options),
    ),

  /**
   * A named type that is declared later, or that contains itself. Say its TypeScript type, with
   * `readonly` arrays:
   *
   *     interface Tree { label: string; children: readonly Tree[] }
   *     const Tree: Schema<Tree> = type('Tree', { label: t.string(), children: t.array(t.lazy(() => Tree)) })
   */
  lazy: <Output, Input>(target: () => Schema<Output, Input>) =>
    new Schema<Output, Input>(lazyJson(target)),
}

/**
 * A named type: an object by its fields, or any other type under a name.
 *
 * The name is unique in an API and shows in documents, problems and the console.
 */
export function type<const Fields extends Shape>(
  name: string,
  fields: Fields,
  options?: ObjectOptions<ShapeInput<Fields>>,
): ObjectType<ShapeOutput<Fields>, ShapeInput<Fields>>
export function type<Output, Input>(
  name: string,
  schema: ObjectType<Output, Input>,
  options?: ObjectOptions<Input>,
): ObjectType<Output, Input>
export function type<Type extends AnyType>(
  name: string,
  schema: Type,
  options?: Annotations<InputOf<Type>>,
): Schema<OutputOf<Type>, InputOf<Type>>
export function type(
  name: string,
  of: Shape | AnyType,
  { unknownFields, ...options }: ObjectOptions<unknown> = {},
): unknown {
  const base = '~standard' in of ? toSchema(of as AnyType).json : objectJson(of as Shape)
  const json = node({ ...base, ...closedness(unknownFields) }, options)
  const target = Object.freeze({ name, json })
  return new ObjectType<unknown, unknown>(reference(name, () => target))
}

function text(
  format: string | undefined,
  { pattern, ...options }: StringOptions = {},
): Schema<string> {
  return new Schema(
    node(
      {
        type: 'string',
        ...(format !== undefined && { format }),
        ...(pattern !== undefined && {
          pattern: typeof pattern === 'string' ? pattern : pattern.source,
        }),
      },
      options,
    ),
  )
}

function numeric(
  kind: 'integer' | 'number',
  width: JsonSchema,
  options: NumberOptions = {},
): Schema<number> {
  const { minimum, maximum, ...rest } = options
  const low = Math.max(width.minimum ?? -Infinity, minimum ?? -Infinity)
  const high = Math.min(width.maximum ?? Infinity, maximum ?? Infinity)
  return new Schema(
    node(
      {
        type: kind,
        ...width,
        ...(low !== -Infinity && { minimum: low }),
        ...(high !== Infinity && { maximum: high }),
      },
      rest,
    ),
  )
}

function closedness(unknownFields: 'reject' | 'keep' | undefined): JsonSchema {
  return unknownFields === undefined ? {} : { additionalProperties: unknownFields === 'keep' }
}

function node(keywords: JsonSchema, options: Annotations<unknown> & JsonSchema = {}): JsonSchema {
  const { example, pii, secret, ...rest } = options
  return Object.freeze({
    ...keywords,
    ...rest,
    ...(example !== undefined && { examples: Object.freeze([example]) }),
    ...(pii === true && { 'x-pii': true as const }),
    ...(secret === true && { 'x-secret': true as const }),
    [source]: captureLocation(),
  })
}

function reference(name: string, target: NonNullable<JsonSchema[typeof definition]>): JsonSchema {
  return Object.freeze({
    $ref: refPrefix + name,
    [definition]: target,
    [source]: captureLocation(),
  })
}

/** The name is only known once the target exists, so `$ref` is read on demand. */
function lazyJson(target: () => Schema<never, never> | Schema): JsonSchema {
  const resolve = (): NonNullable<ReturnType<NonNullable<JsonSchema[typeof definition]>>> => {
    const found = target().json[definition]?.()
    if (found === undefined) throw new TypeError('t.lazy(() => X): X must be a type made by type()')
    return found
  }
  return Object.freeze({
    get $ref() {
      return refPrefix + resolve().name
    },
    [definition]: resolve,
    [source]: captureLocation(),
  })
}

function typeOfAll(values: readonly Scalar[]): JsonSchema {
  const kinds = new Set(values.map((value) => (value === null ? 'null' : typeof value)))
  const [only] = kinds
  if (kinds.size !== 1) return {}
  if (only === 'number') return { type: values.every(Number.isInteger) ? 'integer' : 'number' }
  return { type: only as 'string' | 'boolean' | 'null' }
}

type TupleOutput<Items extends readonly AnyType[]> = {
  -readonly [Index in keyof Items]: OutputOf<Items[Index]>
}
type TupleInput<Items extends readonly AnyType[]> = {
  readonly [Index in keyof Items]: InputOf<Items[Index]>
}
