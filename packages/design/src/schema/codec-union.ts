import type { Codec, SchemaCompiler } from './codec.ts'
import { isJsonObject } from './codec-object.ts'
import { Issues } from './issues.ts'
import { type JsonSchema, type JsonType, resolveRef } from './json-schema.ts'

/** A discriminated union: one look at the discriminator picks the member. */
export function compileUnion(json: JsonSchema, compiler: SchemaCompiler): Codec {
  const property = json.discriminator?.propertyName ?? ''
  const members = new Map<unknown, Codec>()
  for (const member of json.oneOf ?? []) {
    const codec = compiler.compile(member)
    for (const value of discriminatorValues(member, property)) members.set(value, codec)
  }
  const known = [...members.keys()].map((value) => JSON.stringify(value)).join(', ')
  return function union(value, issues) {
    if (!isJsonObject(value)) {
      issues.add('type', 'must be an object')
      return value
    }
    const member = members.get(value[property])
    if (member !== undefined) return member(value, issues)
    issues.add('discriminator', `must be one of ${known}`, property)
    return value
  }
}

/** The literal values by which a member of a union is known. */
export function discriminatorValues(member: JsonSchema, property: string): readonly unknown[] {
  const field = resolveRef(member).properties?.[property]
  const resolved = field && resolveRef(field)
  return resolved?.enum ?? (resolved?.const === undefined ? [] : [resolved.const])
}

/** Members that differ in their JSON kind are picked by it; others are tried in order. */
export function compileAnyOf(json: JsonSchema, compiler: SchemaCompiler): Codec {
  const members = new Map<JsonKind, Codec[]>()
  for (const member of json.anyOf ?? json.oneOf ?? []) {
    const codec = compiler.compile(member)
    for (const kind of jsonKinds(member)) members.set(kind, [...(members.get(kind) ?? []), codec])
  }
  const expected = `must be of type ${[...members.keys()].join(' or ')}`
  return function anyOf(value, issues) {
    const candidates = members.get(kindOf(value)) ?? []
    const [first] = candidates
    if (first === undefined) {
      issues.add('type', expected)
      return value
    }
    if (candidates.length === 1) return first(value, issues)
    for (const candidate of candidates) {
      const attempt = new Issues(1)
      const result = candidate(value, attempt)
      if (attempt.count === 0) return result
    }
    issues.add('anyOf', 'must match one of the allowed forms')
    return value
  }
}

export type JsonKind = Exclude<JsonType, 'integer'>

/** The kinds of JSON value that a schema can accept. */
export function jsonKinds(json: JsonSchema, depth = 0): ReadonlySet<JsonKind> {
  const resolved = resolveRef(json)
  const all: JsonKind[] = ['string', 'number', 'boolean', 'object', 'array', 'null']
  if (depth > 16) return new Set(all)
  const branches = resolved.anyOf ?? resolved.oneOf
  if (branches !== undefined) {
    return new Set(branches.flatMap((branch) => [...jsonKinds(branch, depth + 1)]))
  }
  if (resolved.enum !== undefined) return new Set(resolved.enum.map(kindOf))
  if (resolved.const !== undefined) return new Set([kindOf(resolved.const)])
  if (resolved.type === undefined) return new Set(all)
  const types = typeof resolved.type === 'string' ? [resolved.type] : resolved.type
  return new Set(types.map((name) => (name === 'integer' ? 'number' : name)))
}

function kindOf(value: unknown): JsonKind {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (value instanceof Uint8Array) return 'string'
  const kind = typeof value
  return kind === 'string' || kind === 'number' || kind === 'boolean' ? kind : 'object'
}
