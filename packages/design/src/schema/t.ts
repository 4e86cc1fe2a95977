import { annotate, openness } from './keywords.ts'
import type { JsonSchema } from './json-schema.ts'
import { lazyReference } from './named-type.ts'
import { ObjectType } from './object-type.ts'
import type {
  Annotations,
  ArrayOptions,
  BytesOptions,
  MapOptions,
  NumberOptions,
  ObjectOptions,
  StringOptions,
} from './options.ts'
import { type AnyType, type InputOf, type OutputOf, Schema } from './schema.ts'
import { type Shape, type ShapeInput, type ShapeOutput, objectJson } from './shape.ts'
import { partJson } from './to-schema.ts'

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
  /** `local@domain` as HTML defines it, with a dot in the domain; no display name, no comments. */
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

  integer: (options?: NumberOptions) => numeric({ type: 'integer' }, options),
  int32: (options?: NumberOptions) => numeric(int32, options),
  uint32: (options?: NumberOptions) => numeric(uint32, options),
  /** As far as JavaScript's numbers are exact: ±(2^53 − 1). */
  int64: (options?: NumberOptions) => numeric(int64, options),
  /** As far as JavaScript's numbers are exact: 2^53 − 1. */
  uint64: (options?: NumberOptions) => numeric(uint64, options),
  /** A double. NaN and the infinities have no JSON and are refused. */
  number: (options?: NumberOptions) => numeric({ type: 'number', format: 'double' }, options),

  boolean: (options?: Annotations<boolean>) =>
    new Schema<boolean>(annotate({ type: 'boolean' }, options)),
  null: (options?: Annotations<null>) => new Schema<null>(annotate({ type: 'null' }, options)),
  /**
   * Any JSON value, handed on as it came. Its type is `unknown`, which takes `undefined` in, so the
   * compiler lets such a field be left out; at run time it must be there unless it is optional.
   */
  any: (options?: Annotations<unknown>) => new Schema<unknown>(annotate({}, options)),
  /** A `Uint8Array`; base64 (RFC 4648 §4) on the wire, raw when it is a whole response body. */
  bytes: ({ maxBytes, ...options }: BytesOptions = {}) => {
    const limit = maxBytes !== undefined && {
      maxLength: 4 * Math.ceil(maxBytes / 3),
      'x-max-bytes': maxBytes,
    }
    return new Schema<Uint8Array>(
      annotate({ type: 'string', contentEncoding: 'base64', ...limit }, options),
    )
  },

  /** One of these values. */
  enum: <const Value extends Scalar>(values: readonly Value[], options?: Annotations<Value>) =>
    new Schema<Value>(
      annotate({ ...typeOfAll(values), enum: Object.freeze([...values]) }, options),
    ),
  literal: <const Value extends Scalar>(value: Value, options?: Annotations<Value>) =>
    new Schema<Value>(annotate({ ...typeOfAll([value]), const: value }, options)),

  array: <Item extends AnyType>(item: Item, options?: ArrayOptions<InputOf<Item>>) =>
    new Schema<OutputOf<Item>[], readonly InputOf<Item>[]>(
      annotate({ type: 'array', items: partJson(item, 'an item') }, options),
    ),
  /** Exactly these, in this order. */
  tuple: <const Items extends readonly AnyType[]>(
    items: Items,
    options?: Annotations<TupleInput<Items>>,
  ) =>
    new Schema<TupleOutput<Items>, TupleInput<Items>>(
      annotate(
        {
          type: 'array',
          prefixItems: partsJson(items, 'an item'),
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
  ) => {
    const propertyNames = keys && { propertyNames: partJson(keys, 'a key of a map') }
    return new Schema<Record<string, OutputOf<Value>>, Readonly<Record<string, InputOf<Value>>>>(
      annotate(
        {
          type: 'object',
          additionalProperties: partJson(value, 'a value of a map'),
          ...propertyNames,
        },
        options,
      ),
    )
  },
  /** An object without a name; `type('Name', …)` makes one that documents show by name. */
  object: <Fields extends Shape>(
    fields: Fields,
    { unknownFields, ...options }: ObjectOptions<ShapeInput<Fields>> = {},
  ) =>
    new ObjectType<ShapeOutput<Fields>, ShapeInput<Fields>>(
      annotate({ ...objectJson(fields), ...openness(unknownFields) }, options),
    ),

  /** One of several object types, told apart by a literal field that all of them have. */
  union: <const Members extends readonly AnyType[]>(
    discriminator: string,
    members: Members,
    options?: Annotations<InputOf<Members[number]>>,
  ) =>
    new Schema<OutputOf<Members[number]>, InputOf<Members[number]>>(
      annotate(
        {
          oneOf: partsJson(members, 'a member of a union'),
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
      annotate({ anyOf: partsJson(members, 'a member of a union') }, options),
    ),

  /**
   * A named type that is declared later, or that contains itself. Say its TypeScript type, with
   * `readonly` arrays:
   *
   *     interface Tree { label: string; children: readonly Tree[] }
   *     const Tree: Schema<Tree> = type('Tree', { label: t.string(), children: t.array(t.lazy(() => Tree)) })
   */
  lazy: <Output, Input>(target: () => Schema<Output, Input>) =>
    new Schema<Output, Input>(lazyReference(target)),
}

const int32: JsonSchema = {
  type: 'integer',
  format: 'int32',
  minimum: -(2 ** 31),
  maximum: 2 ** 31 - 1,
}
const uint32: JsonSchema = { type: 'integer', format: 'uint32', minimum: 0, maximum: 2 ** 32 - 1 }
const int64: JsonSchema = {
  type: 'integer',
  format: 'int64',
  minimum: Number.MIN_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
}
const uint64: JsonSchema = {
  type: 'integer',
  format: 'uint64',
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
}

function text(
  format: string | undefined,
  { pattern, ...options }: StringOptions = {},
): Schema<string> {
  const source = typeof pattern === 'object' ? pattern.source : pattern
  return new Schema(
    annotate(
      {
        type: 'string',
        ...(format !== undefined && { format }),
        ...(source !== undefined && { pattern: source }),
      },
      options,
    ),
  )
}

/** The bounds of a width hold besides those that the user gives. */
function numeric(width: JsonSchema, options: NumberOptions = {}): Schema<number> {
  const minimum = stricter(Math.max, width.minimum, options.minimum)
  const maximum = stricter(Math.min, width.maximum, options.maximum)
  const bounds = {
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
  }
  return new Schema(annotate(width, { ...options, ...bounds }))
}

function stricter(
  choose: (a: number, b: number) => number,
  width: number | undefined,
  given: number | undefined,
): number | undefined {
  return width === undefined || given === undefined ? (given ?? width) : choose(width, given)
}

function partsJson(types: readonly AnyType[], what: string): readonly JsonSchema[] {
  return Object.freeze(types.map((type) => partJson(type, what)))
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
