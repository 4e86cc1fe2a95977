import type { ResponseModel } from '../model/model.ts'
import { discriminatorValues } from '../schema/codec-union.ts'
import { type JsonSchema, resolveRef } from '../schema/json-schema.ts'
import type { FixedFields } from './example-value.ts'

/**
 * What the example of a response must hold to be that of this response: the values of its `when`;
 * without one, values that no other response asks for.
 */
export function decidingFields(
  { when }: ResponseModel,
  responses: readonly ResponseModel[],
  result: JsonSchema | undefined,
): FixedFields {
  if (when !== undefined || result === undefined) return when ?? {}
  const claimed = new Map<string, unknown[]>()
  for (const [field, value] of responses.flatMap((other) => Object.entries(other.when ?? {}))) {
    claimed.set(field, [...(claimed.get(field) ?? []), value])
  }
  return Object.fromEntries(
    [...claimed].flatMap(([field, values]) => {
      const left = valuesOf(result, field).filter((value) => !values.includes(value))
      return left.length > 0 ? [[field, left[0]]] : []
    }),
  )
}

/** All values that a field can have, as far as they can be listed. */
function valuesOf(result: JsonSchema, field: string): readonly unknown[] {
  const { oneOf, properties } = resolveRef(result)
  if (oneOf !== undefined) return oneOf.flatMap((member) => discriminatorValues(member, field))
  const json = properties?.[field]
  if (json === undefined) return []
  const { enum: values = [], type } = resolveRef(json)
  return type === 'boolean' ? [true, false] : values
}
