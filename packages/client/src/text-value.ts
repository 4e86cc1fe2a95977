import { type JsonSchema, resolveRef } from '@seaworthy/design'

/** Turns text into the JSON value that its schema expects; what does not fit stays text. */
export type TextReader = (text: string) => unknown

/** How the service reads a path, query, header or cookie value of this type. */
export function compileTextReader(json: JsonSchema): TextReader {
  const kinds = scalarKinds(json)
  const number = kinds.has('number')
  const boolean = kinds.has('boolean')
  if (!number && !boolean) return (text) => text
  return (text) => {
    if (boolean && (text === 'true' || text === 'false')) return text === 'true'
    if (number && numeral.test(text)) return Number(text)
    return text
  }
}

/** The schema of the items of a list that travels as text. */
export function itemOf(json: JsonSchema): JsonSchema {
  const { items, prefixItems } = resolveRef(json)
  return prefixItems === undefined ? items || {} : { anyOf: prefixItems }
}

const numeral = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/

function scalarKinds(json: JsonSchema): ReadonlySet<string> {
  const resolved = resolveRef(json)
  const branches = resolved.anyOf ?? resolved.oneOf
  if (branches !== undefined) {
    return new Set(branches.flatMap((branch) => [...scalarKinds(branch)]))
  }
  if (resolved.enum !== undefined) return new Set(resolved.enum.map((value) => typeof value))
  if (resolved.const !== undefined) return new Set([typeof resolved.const])
  const types = typeof resolved.type === 'string' ? [resolved.type] : (resolved.type ?? [])
  return new Set(types.map((type) => (type === 'integer' ? 'number' : type)))
}
