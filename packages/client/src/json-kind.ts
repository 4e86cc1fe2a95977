import { type Codec, type JsonKind, type JsonSchema, jsonKinds } from '@seaworthy/design'

/** Checks no more of a value than its JSON type: what every caller relies on. */
export function compileKindCheck(json: JsonSchema): Codec {
  const kinds = jsonKinds(json)
  const message = `must be of type ${[...kinds].join(' or ')}`
  return (value, issues) => {
    if (!kinds.has(kindOf(value))) issues.add('type', message)
    return value
  }
}

function kindOf(value: unknown): JsonKind {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  const kind = typeof value
  return kind === 'string' || kind === 'number' || kind === 'boolean' ? kind : 'object'
}
