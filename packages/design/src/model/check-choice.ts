import type { ResponseDefinition } from '../dsl/respond.ts'
import type { Tell } from '../problems.ts'
import { CodecCompiler } from '../schema/codec-compiler.ts'
import { discriminatorValues } from '../schema/codec-union.ts'
import { type JsonSchema, flaw, foreign, resolveRef } from '../schema/json-schema.ts'
import type { SourceLocation } from '../source-location.ts'
import { findReason } from './check-values.ts'
import { fieldsOf } from './payload.ts'

type When = NonNullable<ResponseDefinition['when']>

/** Checks that each response can be chosen, and that one is chosen for every result. */
export function checkChoice(
  definitions: readonly ResponseDefinition[],
  result: JsonSchema | undefined,
  tell: Tell,
  tellAt: (at: SourceLocation) => Tell,
): void {
  for (const [index, { when, status, at }] of definitions.entries()) {
    if (when !== undefined) checkWhen(when, result, tellAt(at))
    const covered = definitions.slice(0, index).some((earlier) => covers(earlier.when, when))
    if (covered) tellAt(at)('RESPONSE_UNREACHABLE', { status })
  }
  const whens = definitions.map(({ when }) => when).filter((when) => when !== undefined)
  if (whens.length === definitions.length && !exhausts(whens, result)) tell('RESPONSE_INCOMPLETE')
}

function checkWhen(when: When, result: JsonSchema | undefined, tell: Tell): void {
  for (const [name, value] of Object.entries(when)) {
    const candidates = fieldSchemas(result, name)
    if (candidates === undefined) tell('RESPONSE_FIELD_UNKNOWN', { name })
    else if (candidates.length > 0 && candidates.every((json) => !accepts(json, value))) {
      tell('WHEN_IMPOSSIBLE', { name, value: JSON.stringify(value) })
    }
  }
}

/** The types of a field that the result, or every member of a union, has. */
function fieldSchemas(result: JsonSchema | undefined, name: string): JsonSchema[] | undefined {
  const members = (result && resolveRef(result).oneOf) ?? (result ? [result] : [])
  const found = members.map((member) => fieldsOf(member)?.get(name)?.json)
  return found.length > 0 && found.every((json) => json !== undefined) ? found : undefined
}

function accepts(json: JsonSchema, value: unknown): boolean {
  const resolved = resolveRef(json)
  if (resolved[foreign] !== undefined || resolved[flaw] !== undefined) return true
  const codecs = new CodecCompiler({ direction: 'decode', unknownFields: 'reject' })
  return findReason(json, value, codecs) === undefined
}

/** Whether an earlier response is sent whenever a later one could be. */
function covers(earlier: When | undefined, later: When | undefined): boolean {
  return Object.entries(earlier ?? {}).every(([name, value]) => later?.[name] === value)
}

/** Whether the responses name every value of one field that has only so many. */
function exhausts(whens: readonly When[], result: JsonSchema | undefined): boolean {
  const names = new Set(whens.flatMap((when) => Object.keys(when)))
  const [name = ''] = names
  if (names.size !== 1 || result === undefined) return false
  const asked = new Set<unknown>(whens.map((when) => when[name]))
  const values = valuesOf(result, name)
  return values !== undefined && values.every((value) => asked.has(value))
}

/** All values of a field, if they can be listed. */
function valuesOf(result: JsonSchema, name: string): readonly unknown[] | undefined {
  const { oneOf, discriminator } = resolveRef(result)
  if (oneOf !== undefined && discriminator?.propertyName === name) {
    return oneOf.flatMap((member) => discriminatorValues(member, name))
  }
  const field = fieldsOf(result)?.get(name)
  if (field === undefined || !(field.required || field.defaulted)) return undefined
  const json = resolveRef(field.json)
  if (json.type === 'boolean') return [true, false]
  return json.enum ?? (json.const === undefined ? undefined : [json.const])
}
