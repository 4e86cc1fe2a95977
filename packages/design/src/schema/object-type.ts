import { type AnyType, type InputOf, type OutputOf, Schema } from './schema.ts'
import { type SourceLocation, captureLocation } from '../source-location.ts'
import { type JsonSchema, resolveRef, source } from './json-schema.ts'
import { toSchema } from './to-schema.ts'

/** The fields of an object, by name. */
export type Shape = { readonly [field: string]: AnyType }

/**
 * An object type. Derived types (`pick`, `omit`, `partial`, `extend`, `view`) are new types
 * without a name: give them one with `type('Name', …)` where it should show in documents.
 */
export class ObjectType<Output = object, Input = Output> extends Schema<Output, Input> {
  /** Only the named fields. */
  pick<Key extends keyof Output & string>(
    ...fields: readonly Key[]
  ): ObjectType<Flat<Pick<Output, Key>>, Flat<Pick<Input, Key & keyof Input>>> {
    return derive(this, (name) => (fields as readonly string[]).includes(name))
  }

  /** All fields but the named ones. */
  omit<Key extends keyof Output & string>(
    ...fields: readonly Key[]
  ): ObjectType<Flat<Omit<Output, Key>>, Flat<Omit<Input, Key>>> {
    return derive(this, (name) => !(fields as readonly string[]).includes(name))
  }

  /** Every field optional, defaults removed: the body of a PATCH. */
  partial(): ObjectType<Partial<Output>, Partial<Input>> {
    const { required: _, ...json } = resolveRef(this.json)
    const properties = Object.fromEntries(
      Object.entries(json.properties ?? {}).map(([name, { default: __, ...field }]) => [
        name,
        field,
      ]),
    )
    return new ObjectType(Object.freeze({ ...json, properties, ...located() }))
  }

  /** These fields and more; a field of the same name is replaced. */
  extend<Extra extends Shape>(
    fields: Extra,
  ): ObjectType<
    Flat<Omit<Output, keyof Extra> & ShapeOutput<Extra>>,
    Flat<Omit<Input, keyof Extra> & ShapeInput<Extra>>
  > {
    const own = resolveRef(this.json)
    const extra = objectJson(fields)
    const kept = (own.required ?? []).filter((name) => !(name in fields))
    const required = [...kept, ...(extra.required ?? [])]
    const { required: _, ...json } = own
    return new ObjectType(
      Object.freeze({
        ...json,
        properties: Object.freeze({ ...own.properties, ...extra.properties }),
        ...(required.length > 0 && { required: Object.freeze(required) }),
        ...located(),
      }),
    )
  }
}

export type ShapeOutput<Fields extends Shape> = Flat<
  { [Name in RequiredKeys<Fields, 'output'>]: OutputOf<Fields[Name]> } & {
    [Name in Exclude<keyof Fields, RequiredKeys<Fields, 'output'>>]?: OutputOf<Fields[Name]>
  }
>

export type ShapeInput<Fields extends Shape> = Flat<
  { [Name in RequiredKeys<Fields, 'input'>]: InputOf<Fields[Name]> } & {
    [Name in Exclude<keyof Fields, RequiredKeys<Fields, 'input'>>]?: InputOf<Fields[Name]>
  }
>

type RequiredKeys<Fields extends Shape, Side extends 'input' | 'output'> = {
  [Name in keyof Fields]: unknown extends NonNullable<Fields[Name]['~standard']['types']>[Side]
    ? Name
    : undefined extends NonNullable<Fields[Name]['~standard']['types']>[Side]
      ? never
      : Name
}[keyof Fields]

/** Shows the fields in a hover, not the operations that made them. */
export type Flat<Type> = { [Key in keyof Type]: Type[Key] } & {}

/** The JSON Schema of an object with these fields. */
export function objectJson(fields: Shape, at: SourceLocation = captureLocation()): JsonSchema {
  const properties: Record<string, JsonSchema> = {}
  const required: string[] = []
  for (const [name, field] of Object.entries(fields)) {
    const schema = toSchema(field, at)
    properties[name] = schema.json
    if (schema.presence === 'required') required.push(name)
  }
  return Object.freeze({
    type: 'object',
    properties: Object.freeze(properties),
    ...(required.length > 0 && { required: Object.freeze(required) }),
    [source]: at,
  })
}

function derive<O, I>(type: Schema, keep: (name: string) => boolean): ObjectType<O, I> {
  const { required, properties, ...json } = resolveRef(type.json)
  const kept = (required ?? []).filter(keep)
  return new ObjectType(
    Object.freeze({
      ...json,
      properties: Object.freeze(
        Object.fromEntries(Object.entries(properties ?? {}).filter(([name]) => keep(name))),
      ),
      ...(kept.length > 0 && { required: Object.freeze(kept) }),
      ...located(),
    }),
  )
}

function located(): { readonly [source]: SourceLocation } {
  return { [source]: captureLocation() }
}
