import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { ProblemCode } from '../problems.ts'
import type { SourceLocation } from '../source-location.ts'

/**
 * The inner form of every type: a JSON Schema 2020-12 document, as frozen data.
 *
 * Only keywords that the builders in `t` write, or that a foreign library exports, appear here.
 * What JSON cannot hold travels under symbol keys, which `JSON.stringify` leaves out.
 */
export interface JsonSchema {
  readonly $ref?: string
  readonly type?: JsonType | readonly JsonType[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly contentEncoding?: 'base64'
  readonly 'x-max-bytes'?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly multipleOf?: number
  readonly items?: JsonSchema | false
  readonly prefixItems?: readonly JsonSchema[]
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly propertyNames?: JsonSchema
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly discriminator?: { readonly propertyName: string }
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly title?: string
  readonly description?: string
  readonly deprecated?: boolean
  readonly 'x-pii'?: true
  readonly 'x-secret'?: true
  /** What a `$ref` points at. */
  readonly [definition]?: () => TypeDefinition
  /** The foreign schema that validates this part in place of its keywords. */
  readonly [foreign]?: StandardSchemaV1
  /** Why this part is no schema at all; reported with the other problems of the design. */
  readonly [flaw]?: Flaw
  /** Where the user wrote it. */
  readonly [source]?: SourceLocation
}

export type JsonType = 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array' | 'null'

/** A mistake noticed while a value was built: a code of the problem catalogue and its values. */
export interface Flaw {
  readonly code: ProblemCode
  readonly values: Readonly<Record<string, unknown>>
}

/** A named type: written once in a document, under its name. */
export interface TypeDefinition {
  readonly name: string
  readonly json: JsonSchema
  /** Named types made of some of its fields, by view. */
  readonly views?: ReadonlyMap<string, TypeDefinition>
}

export const definition: unique symbol = Symbol('seaworthy.definition')
export const foreign: unique symbol = Symbol('seaworthy.foreign')
export const flaw: unique symbol = Symbol('seaworthy.flaw')
export const source: unique symbol = Symbol('seaworthy.source')

export const refPrefix = '#/components/schemas/'

/** A frozen copy with these keywords. A `$ref` whose target is declared later is not read yet. */
export function withKeywords(json: JsonSchema, keywords: JsonSchema): JsonSchema {
  if (json[definition] === undefined) return Object.freeze({ ...json, ...keywords })
  const [before, after] = [json, keywords].map((part) => Object.getOwnPropertyDescriptors(part))
  return Object.freeze(Object.defineProperties({}, { ...before, ...after }))
}

/** A frozen copy with some of the keywords. A `$ref` is not read either. */
export function filterKeywords(
  json: JsonSchema,
  keep: (keyword: string | symbol) => boolean,
): JsonSchema {
  const kept = {}
  for (const keyword of Reflect.ownKeys(json).filter(keep)) {
    const descriptor = Object.getOwnPropertyDescriptor(json, keyword)
    if (descriptor !== undefined) Object.defineProperty(kept, keyword, descriptor)
  }
  return Object.freeze(kept)
}

/** The schema itself, or what its `$ref` points at. */
export function resolveRef(json: JsonSchema): JsonSchema {
  let current = json
  for (let hops = 0; current[definition] !== undefined && hops < 32; hops++) {
    current = current[definition]().json
  }
  return current
}

/** Every schema directly inside this one; a `$ref` is not followed. */
export function childSchemas(json: JsonSchema): [path: string, child: JsonSchema][] {
  const children: [string, JsonSchema][] = []
  for (const [name, child] of Object.entries(json.properties ?? {})) {
    children.push([`properties/${name}`, child])
  }
  if (json.items) children.push(['items', json.items])
  json.prefixItems?.forEach((child, index) => children.push([`prefixItems/${index}`, child]))
  if (typeof json.additionalProperties === 'object') {
    children.push(['additionalProperties', json.additionalProperties])
  }
  if (json.propertyNames) children.push(['propertyNames', json.propertyNames])
  json.anyOf?.forEach((child, index) => children.push([`anyOf/${index}`, child]))
  json.oneOf?.forEach((child, index) => children.push([`oneOf/${index}`, child]))
  return children
}

/** All named types that can be reached from the given schemas, each once, in order of discovery. */
export function collectDefinitions(roots: Iterable<JsonSchema>): TypeDefinition[] {
  const found = new Set<TypeDefinition>()
  const queue = [...roots]
  for (let json = queue.pop(); json !== undefined; json = queue.pop()) {
    const target = json[definition]?.()
    if (target !== undefined && !found.has(target)) {
      found.add(target)
      queue.push(target.json)
    }
    for (const [, child] of childSchemas(json)) queue.push(child)
  }
  return [...found]
}
