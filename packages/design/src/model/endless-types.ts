import { type JsonSchema, type TypeDefinition, definition } from '../schema/json-schema.ts'

/** The types of which no value can ever be complete: each contains another one of itself. */
export function findEndlessTypes(types: readonly TypeDefinition[]): TypeDefinition[] {
  const ending = new Set<TypeDefinition>()
  for (let before = -1; before !== ending.size;) {
    before = ending.size
    for (const type of types) if (ends(type.json, ending)) ending.add(type)
  }
  return types.filter((type) => !ending.has(type))
}

/** Whether there is a value that needs only values of the types that are known to end. */
function ends(json: JsonSchema, ending: ReadonlySet<TypeDefinition>): boolean {
  const target = json[definition]?.()
  if (target !== undefined) return target.name === '' || ending.has(target)
  const choices = json.anyOf ?? json.oneOf
  if (choices !== undefined && choices.length > 0)
    return choices.some((choice) => ends(choice, ending))
  if (Array.isArray(json.type) && json.type.includes('null')) return true
  const needed = [
    ...(json.required ?? []).map((name) => json.properties?.[name]),
    ...(json.prefixItems ?? []),
    json.items && (json.minItems ?? 0) > 0 ? json.items : undefined,
    typeof json.additionalProperties === 'object' && (json.minProperties ?? 0) > 0
      ? json.additionalProperties
      : undefined,
  ]
  return needed.every((part) => part === undefined || ends(part, ending))
}
