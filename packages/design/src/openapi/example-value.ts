import { exampleNumber } from './example-number.ts'
import { exampleText } from './example-text.ts'
import type { SchemaObject } from './openapi-document.ts'
import { SeededRandom } from './seeded-random.ts'

/** Follows a `$ref` to what it points at. */
export interface SchemaResolver {
  resolve(schema: SchemaObject): SchemaObject
}

/** Values that an example has in any case, by the name of the field. */
export type FixedFields = Readonly<Record<string, unknown>>

/**
 * An example of a schema: its own (`examples`, `default`, `const`, the first of an `enum`), else
 * one that is made up, the same for the same `name` and schema. Optional fields are shown too;
 * recursion ends where it may. `undefined` when there is none to be found.
 */
export function exampleValue(
  schema: SchemaObject,
  name: string,
  schemas: SchemaResolver,
  fixed: FixedFields = {},
): unknown {
  return new ExampleBuilder(schemas, fixed).build(schema, {
    seed: name,
    field: name,
    secret: false,
  })
}

interface Place {
  /** Seeds what is drawn: the name of the nearest named type and the way from there. */
  readonly seed: string
  readonly field: string
  /** Inside of something secret. */
  readonly secret: boolean
}

class ExampleBuilder {
  readonly #schemas: SchemaResolver
  readonly #open = new Set<string>()
  #fixed: FixedFields

  constructor(schemas: SchemaResolver, fixed: FixedFields) {
    this.#schemas = schemas
    this.#fixed = fixed
  }

  build(schema: SchemaObject, outer: Place): unknown {
    const place = schema['x-secret'] === true ? { ...outer, secret: true } : outer
    const [given] = schema.examples ?? []
    if (given !== undefined && !place.secret) return this.#settle(given)
    if (schema.default !== undefined && !place.secret) return this.#settle(schema.default)
    if (schema.$ref !== undefined) return this.#buildReference(schema, schema.$ref, place)
    if (schema.const !== undefined) return schema.const
    if (schema.enum !== undefined) return schema.enum[0]
    const branches = schema.oneOf ?? schema.anyOf
    if (branches !== undefined) return this.#buildBranch(branches, place)
    if (schema.allOf !== undefined) return this.#buildAll(schema, schema.allOf, place)
    return this.#buildType(schema, place)
  }

  /** What the design gives, with the fields that are fixed. */
  #settle(value: unknown): unknown {
    const fixed = this.#fixed
    this.#fixed = {}
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return { ...value, ...fixed }
  }

  #buildReference(schema: SchemaObject, $ref: string, place: Place): unknown {
    if (this.#open.has($ref)) return undefined
    this.#open.add($ref)
    const seed = $ref.slice($ref.lastIndexOf('/') + 1).replace(/Input$/, '')
    const value = this.build(this.#schemas.resolve(schema), { ...place, seed })
    this.#open.delete($ref)
    return value
  }

  #buildBranch(branches: readonly SchemaObject[], place: Place): unknown {
    const fitting = branches.filter((branch) => this.#admitsFixed(branch))
    for (const branch of fitting.length > 0 ? fitting : branches) {
      if (branch.type === 'null' && branches.length > 1) continue
      const value = this.build(branch, place)
      if (value !== undefined) return value
    }
    return branches.some(({ type }) => type === 'null') ? null : undefined
  }

  /** Whether the fields that are fixed may have these values in this member of a union. */
  #admitsFixed(branch: SchemaObject): boolean {
    const { properties } = this.#schemas.resolve(branch)
    return Object.entries(this.#fixed).every(([name, value]) => {
      const field = this.#schemas.resolve(properties?.[name] ?? {})
      return (field.enum ?? [field.const ?? value]).includes(value)
    })
  }

  #buildAll(schema: SchemaObject, parts: readonly SchemaObject[], place: Place): unknown {
    const { allOf: _, ...own } = schema
    const values = [...parts, own]
      .filter((part) => Object.keys(part).some((keyword) => keyword !== 'description'))
      .map((part) => this.build(part, place))
    if (values.some((value) => value === undefined)) return undefined
    const objects = values.every((value) => typeof value === 'object' && value !== null)
    return objects ? (Object.assign({}, ...values) as object) : values[0]
  }

  #buildType(schema: SchemaObject, place: Place): unknown {
    const { secret } = place
    const types = [schema.type ?? []].flat()
    const type = types.find((name) => name !== 'null') ?? types[0] ?? guessType(schema)
    if (type === undefined) return secret ? '********' : 'anything'
    const typed = { ...schema, type, ...(secret && { 'x-secret': true as const }) }
    const random = new SeededRandom(place.seed)
    switch (type) {
      case 'string':
        return exampleText(typed, place.field, random)
      case 'integer':
      case 'number':
        return exampleNumber(typed, random)
      case 'boolean':
        return !secret
      case 'array':
        return this.#buildArray(typed, place)
      case 'object':
        return this.#buildObject(typed, place)
      default:
        return null
    }
  }

  #buildArray(schema: SchemaObject, place: Place): unknown {
    if (schema.prefixItems !== undefined) {
      const items = schema.prefixItems.map((item, index) => this.build(item, inside(place, index)))
      return items.includes(undefined) ? undefined : items
    }
    const { minItems = 0, maxItems = 1, items = {} } = schema
    const count = Math.max(minItems, Math.min(1, maxItems))
    if (items === false) return []
    const values: unknown[] = []
    for (let index = 0; values.length < count && index < 16 * count; index++) {
      const value = this.build(items, inside(place, index === 0 ? '' : index))
      if (value === undefined) break
      const repeated = schema.uniqueItems === true && values.some((one) => same(one, value))
      if (!repeated) values.push(value)
    }
    return values.length < minItems ? undefined : values
  }

  #buildObject(schema: SchemaObject, place: Place): unknown {
    const fixed = this.#fixed
    this.#fixed = {}
    const value: Record<string, unknown> = {}
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const built = name in fixed ? fixed[name] : this.build(property, inside(place, name))
      if (built !== undefined) value[name] = built
      else if (schema.required?.includes(name)) return undefined
    }
    if (schema.properties === undefined) return this.#buildMap(schema, place)
    return value
  }

  #buildMap(schema: SchemaObject, place: Place): unknown {
    const { minProperties = 0, propertyNames = {}, additionalProperties } = schema
    const item = typeof additionalProperties === 'object' ? additionalProperties : {}
    const map: Record<string, unknown> = {}
    const count = Math.max(1, minProperties)
    for (let index = 0; Object.keys(map).length < count && index < 16 * count; index++) {
      const key = inside(place, `key${index}`)
      const name = this.build({ type: 'string', maxLength: 16, ...propertyNames }, key)
      const value = this.build(item, key)
      if (typeof name === 'string' && value !== undefined) map[name] = value
    }
    return Object.keys(map).length < minProperties ? undefined : map
  }
}

function inside(place: Place, step: string | number): Place {
  const field = typeof step === 'string' && step !== '' ? step : place.field
  return { ...place, seed: `${place.seed}.${step}`, field }
}

function guessType(schema: SchemaObject): string | undefined {
  if (schema.properties !== undefined || schema.additionalProperties !== undefined) return 'object'
  if (schema.items !== undefined || schema.prefixItems !== undefined) return 'array'
  if (schema.pattern !== undefined || schema.format !== undefined) return 'string'
  return undefined
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
