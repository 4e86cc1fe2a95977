import type { Tell } from '../problems.ts'
import { discriminatorValues, jsonKinds } from '../schema/codec-union.ts'
import { type JsonSchema, definition, flaw, foreign, resolveRef } from '../schema/json-schema.ts'

export function checkEnum(values: readonly unknown[], tell: Tell): void {
  if (values.length === 0) tell('ENUM_EMPTY')
  for (const [index, value] of values.entries()) {
    if (values.indexOf(value) !== index) tell('ENUM_REPEATED', { value: JSON.stringify(value) })
  }
}

/** Each member has a literal of its own, by which it is known. */
export function checkUnion(members: readonly JsonSchema[], property: string, tell: Tell): void {
  if (members.length === 0) tell('ENUM_EMPTY')
  const seen = new Set<unknown>()
  for (const [index, member] of members.entries()) {
    const object = resolveRef(member)
    if (object[flaw] !== undefined) continue
    const values = discriminatorValues(member, property)
    if (values.length === 0 || !object.required?.includes(property)) {
      const name = member[definition]?.().name ?? String(index + 1)
      tell('DISCRIMINATOR_MISSING', { member: name, property })
    }
    for (const value of values) {
      if (seen.has(value)) {
        tell('DISCRIMINATOR_REPEATED', { property, value: JSON.stringify(value) })
      }
      seen.add(value)
    }
  }
}

/** The kind of a JSON value picks the member; foreign ones are tried in order. */
export function checkAnyOf(members: readonly JsonSchema[], tell: Tell): void {
  if (members.length === 0) tell('ENUM_EMPTY')
  const seen = new Set<string>()
  for (const member of members) {
    const resolved = resolveRef(member)
    if (resolved[flaw] !== undefined || resolved[foreign] !== undefined) continue
    for (const kind of jsonKinds(member)) {
      if (seen.has(kind)) tell('ANY_OF_AMBIGUOUS', { kind })
      seen.add(kind)
    }
  }
}
