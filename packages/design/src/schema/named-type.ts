import { didYouMean } from '../closest.ts'
import { captureLocation } from '../source-location.ts'
import { pickFields } from './derive-object.ts'
import {
  type JsonSchema,
  type TypeDefinition,
  definition,
  filterKeywords,
  flaw,
  refPrefix,
  source,
} from './json-schema.ts'
import { annotate, openness } from './keywords.ts'
import { ObjectType, type Picked } from './object-type.ts'
import type { Annotations, ObjectOptions } from './options.ts'
import { type AnyType, type InputOf, type OutputOf, Schema } from './schema.ts'
import { type Shape, type ShapeInput, type ShapeOutput, objectJson } from './shape.ts'
import { isType, toSchema } from './to-schema.ts'

/** The fields of each view, by view. */
export type Views<Field extends PropertyKey> = Readonly<Record<string, readonly Field[]>>

/**
 * A named type: an object by its fields, or any other type under a name.
 *
 * The name is unique in an API and shows in documents, problems and the console. Views name some of
 * the fields: `type('User', fields, { views: { tiny: ['id', 'name'] } })` has `User.view('tiny')`,
 * the type `UserTiny`.
 */
export function type<Fields extends Shape>(
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
export function type<Output, Input, const Named extends Views<keyof Output>>(
  name: string,
  schema: ObjectType<Output, Input>,
  options: ObjectOptions<Input> & { readonly views: Named },
): ViewedType<Output, Input, FieldsByView<Named>>
export function type<Fields extends Shape, const Named extends Views<keyof Fields>>(
  name: string,
  fields: Fields,
  options: ObjectOptions<ShapeInput<Fields>> & { readonly views: Named },
): ViewedType<ShapeOutput<Fields>, ShapeInput<Fields>, FieldsByView<Named>>
export function type(
  name: string,
  of: Shape | AnyType,
  options: ObjectOptions<unknown> & { readonly views?: Views<PropertyKey> } = {},
): Schema {
  const { unknownFields, views = {}, ...annotations } = options
  const base = isType(of) ? toSchema(of) : new ObjectType(objectJson(of))
  const { default: fallback } = base.json
  const bare = filterKeywords(base.json, (keyword) => keyword !== 'default')
  const json = annotate(bare, { ...openness(unknownFields), ...annotations })
  const reference = toReference(defineType(name, json, views), fallback)
  if (Object.keys(views).length > 0) return new ViewedType(reference, base.presence)
  return new (base instanceof ObjectType ? ObjectType : Schema)(reference, base.presence)
}

/** An object type with views. */
export class ViewedType<
  Output,
  Input,
  Fields extends Readonly<Record<string, PropertyKey>>,
> extends ObjectType<Output, Input> {
  /** The named type of a view: `User.view('tiny')` is `UserTiny`. */
  view<View extends keyof Fields>(
    view: View,
  ): ObjectType<
    Picked<Output, Fields[View] & keyof Output>,
    Picked<Input, Fields[View] & keyof Input>
  > {
    const views = this.json[definition]?.().views ?? new Map<string, TypeDefinition>()
    const name = String(view)
    const target = views.get(name)
    if (target !== undefined) return new ObjectType(toReference(target))
    const values = { name, hint: didYouMean(name, views.keys()) }
    return new ObjectType(
      Object.freeze({
        [flaw]: { code: 'VIEW_UNKNOWN' as const, values },
        [source]: captureLocation(),
      }),
    )
  }
}

type FieldsByView<Named extends Views<PropertyKey>> = {
  readonly [View in keyof Named]: Named[View][number]
} & {}

/** A reference to a type that is declared later: its name is read when it is needed. */
export function lazyReference(target: () => Schema<never, never> | Schema): JsonSchema {
  const at = captureLocation()
  const broken: TypeDefinition = Object.freeze({
    name: '',
    json: Object.freeze({ [flaw]: { code: 'LAZY_TARGET' as const, values: {} }, [source]: at }),
  })
  const resolve = (): TypeDefinition => {
    try {
      return target().json[definition]?.() ?? broken
    } catch {
      return broken
    }
  }
  return Object.freeze({
    get $ref() {
      return refPrefix + resolve().name
    },
    [definition]: resolve,
    [source]: at,
  })
}

/** A default belongs to the field, so it stands beside the reference. */
function toReference(target: TypeDefinition, fallback?: unknown): JsonSchema {
  return Object.freeze({
    $ref: refPrefix + target.name,
    ...(fallback !== undefined && { default: fallback }),
    [definition]: () => target,
    [source]: captureLocation(),
  })
}

function defineType(name: string, json: JsonSchema, views: Views<PropertyKey>): TypeDefinition {
  const named = Object.entries(views).map(([view, fields]) => {
    const picked = pickFields(json, fields)
    return [view, Object.freeze({ name: name + capitalize(view), json: picked })] as const
  })
  const found = named.flatMap(([, target]) => target.json[flaw] ?? [])[0]
  return Object.freeze({
    name,
    json: found === undefined ? json : Object.freeze({ ...json, [flaw]: found }),
    views: new Map(named),
  })
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
