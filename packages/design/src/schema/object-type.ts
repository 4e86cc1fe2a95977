import { extendFields, omitFields, optionalFields, pickFields } from './derive-object.ts'
import { Schema } from './schema.ts'
import type { Shape, ShapeInput, ShapeOutput } from './shape.ts'

/**
 * An object type. Derived types (`pick`, `omit`, `partial`, `extend`) are new types without a name:
 * give them one with `type('Name', …)` where it should show in documents.
 */
export class ObjectType<Output = object, Input = Output> extends Schema<Output, Input> {
  /** Only the named fields. */
  pick<Key extends keyof Output>(
    ...fields: readonly Key[]
  ): ObjectType<Picked<Output, Key>, Picked<Input, Key & keyof Input>> {
    return new ObjectType(pickFields(this.json, fields))
  }

  /** All fields but the named ones. */
  omit<Key extends keyof Output>(
    ...fields: readonly Key[]
  ): ObjectType<
    Picked<Output, Exclude<keyof Output, Key>>,
    Picked<Input, Exclude<keyof Input, Key>>
  > {
    return new ObjectType(omitFields(this.json, fields))
  }

  /** Every field optional, defaults removed: the body of a PATCH. */
  partial(): ObjectType<
    { [Name in keyof Output]?: Output[Name] },
    { [Name in keyof Input]?: Input[Name] }
  > {
    return new ObjectType(optionalFields(this.json))
  }

  /** These fields and more; a field of the same name is replaced. */
  extend<Extra extends Shape>(
    fields: Extra,
  ): ObjectType<Extended<Output, ShapeOutput<Extra>>, Extended<Input, ShapeInput<Extra>>> {
    return new ObjectType(extendFields(this.json, fields))
  }
}

/** Conditional only so that hovers show the fields, not this name. */
export type Picked<Type, Key extends keyof Type> = Type extends unknown
  ? { [Name in Key]: Type[Name] }
  : never

type Extended<Type, Extra> = [keyof Type & keyof Extra] extends [never]
  ? Flat<Type & Extra>
  : Flat<Omit<Type, keyof Extra> & Extra>

/** Shows the fields in a hover, not the operations that made them. */
type Flat<Type> = { [Name in keyof Type]: Type[Name] } & {}
