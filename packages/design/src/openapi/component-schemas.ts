import { discriminatorValues } from '../schema/codec-union.ts'
import {
  type JsonSchema,
  type TypeDefinition,
  definition,
  foreign,
  refPrefix,
} from '../schema/json-schema.ts'
import { ClosedTypes } from './closed-types.ts'
import { maskSecrets } from './example-mask.ts'
import { writeForeign } from './foreign-schema.ts'
import { freeName, pascalCase } from './names.ts'
import type { Discriminator, SchemaObject } from './openapi-document.ts'
import type { ApiModel } from '../model/model.ts'

/** In which direction a schema is used. Requests may be closed where responses stay open. */
export type Side = 'request' | 'response'

/**
 * Writes the types of a design as the schemas of a document. Named types become components.
 *
 * Where the API rejects unknown fields, the objects of requests are closed (`additionalProperties:
 * false`). Those of responses never are: a client must not break when a field is added. A type that
 * is used both ways becomes two components, `Name` and `NameInput`, if that makes a difference.
 */
export class ComponentSchemas {
  readonly #schemas = new Map<string, SchemaObject>()
  readonly #names = new Map<string, string>()
  readonly #reserved: ReadonlySet<string>
  readonly #closed: ClosedTypes

  constructor(model: ApiModel) {
    this.#closed = new ClosedTypes(model)
    this.#reserved = new Set(model.types.map(({ name }) => name))
  }

  /**
   * `hint` names parts that have no name. `whole` is the foreign schema of which `json` is a part:
   * its references start there.
   */
  write(json: JsonSchema, side: Side, hint: string, whole?: JsonSchema): SchemaObject {
    const target = json[definition]?.()
    if (target !== undefined) {
      const { $ref: _, ...annotations } = this.#writeKeywords(json, side, hint)
      return { ...annotations, $ref: this.#nameType(target, side) }
    }
    const root = json[foreign] === undefined ? whole : json
    if (root !== undefined) return writeForeign(json, root, hint, this)
    return this.#writeKeywords(json, side, hint)
  }

  /** Keeps a schema under a name of its own; the same `key` again gives the same reference. */
  add(key: string, preferred: string, build: (ref: string) => SchemaObject): string {
    const known = this.#names.get(key)
    if (known !== undefined) return refPrefix + known
    const isTaken = (name: string) => this.#schemas.has(name) || this.#reserved.has(name)
    return this.#store(key, freeName(preferred, isTaken), build)
  }

  /** The schema itself, or what its `$ref` points at. */
  resolve(schema: SchemaObject): SchemaObject {
    let current = schema
    for (let hops = 0; current.$ref !== undefined && hops < 32; hops++) {
      current = this.#schemas.get(current.$ref.slice(refPrefix.length)) ?? {}
    }
    return current
  }

  /** In the order of the alphabet, so that a new operation does not move the others. */
  toObject(): Record<string, SchemaObject> {
    const entries = [...this.#schemas].sort(([a], [b]) => (a < b ? -1 : 1))
    return Object.fromEntries(entries)
  }

  #nameType(target: TypeDefinition, side: Side): string {
    const closing = side === 'request' && this.#closed.changes(target)
    const both = closing && this.#closed.isAnswered(target)
    const content = closing ? 'request' : 'response'
    const key = `type ${target.name} ${content}`
    const build = (ref: string) =>
      target.json[foreign] === undefined
        ? this.write(target.json, content, target.name)
        : writeForeign(target.json, target.json, target.name, this, ref)
    if (both) return this.add(key, `${target.name}Input`, build)
    const known = this.#names.get(key)
    return known === undefined ? this.#store(key, target.name, build) : refPrefix + known
  }

  /** Recursive schemas meet their own name while they are being written. */
  #store(key: string, name: string, build: (ref: string) => SchemaObject): string {
    this.#names.set(key, name)
    this.#schemas.set(name, {})
    this.#schemas.set(name, build(refPrefix + name))
    return refPrefix + name
  }

  #writeKeywords(json: JsonSchema, side: Side, hint: string): SchemaObject {
    const write = (child: JsonSchema) => this.write(child, side, hint)
    const schema: Record<string, unknown> = Object.fromEntries(Object.entries(maskSecrets(json)))
    if (json.properties !== undefined) {
      schema['properties'] = Object.fromEntries(
        Object.entries(json.properties).map(([name, child]) => [
          name,
          this.write(child, side, hint + pascalCase(name)),
        ]),
      )
    }
    if (json.items) schema['items'] = write(json.items)
    if (json.prefixItems) schema['prefixItems'] = json.prefixItems.map(write)
    if (typeof json.additionalProperties === 'object') {
      schema['additionalProperties'] = write(json.additionalProperties)
    }
    if (json.propertyNames) schema['propertyNames'] = write(json.propertyNames)
    if (json.anyOf) schema['anyOf'] = json.anyOf.map(write)
    if (json.oneOf) {
      const members = json.oneOf.map(write)
      schema['oneOf'] = members
      delete schema['discriminator']
      const discriminator = json.discriminator && this.#toDiscriminator(json, members)
      if (discriminator !== undefined) schema['discriminator'] = discriminator
    }
    if (side === 'request' && this.#closed.isClosed(json)) schema['additionalProperties'] = false
    return schema
  }

  /** OpenAPI lets a discriminator only choose among components, by a string. */
  #toDiscriminator(
    { oneOf = [], discriminator }: JsonSchema,
    members: readonly SchemaObject[],
  ): Discriminator | undefined {
    const propertyName = discriminator?.propertyName ?? ''
    const mapping: Record<string, string> = {}
    for (const [index, member] of oneOf.entries()) {
      const target = members[index]?.$ref
      for (const value of discriminatorValues(member, propertyName)) {
        if (target === undefined || typeof value !== 'string') return undefined
        mapping[value] = target
      }
    }
    return { propertyName, mapping }
  }
}
