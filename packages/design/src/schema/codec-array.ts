import type { Codec, SchemaCompiler } from './codec.ts'
import { count } from './codec-scalar.ts'
import type { Issues } from './issues.ts'
import type { JsonSchema } from './json-schema.ts'

export function compileArray(json: JsonSchema, compiler: SchemaCompiler): Codec {
  const { minItems = 0, maxItems = Infinity, uniqueItems = false } = json
  const item = compiler.compile(json.items === false ? {} : (json.items ?? {}))
  return function array(value, issues) {
    if (!Array.isArray(value)) {
      issues.add('type', 'must be an array')
      return value
    }
    if (value.length < minItems)
      issues.add('minItems', `must have at least ${count(minItems, 'item')}`)
    if (value.length > maxItems) {
      issues.add('maxItems', `must have at most ${count(maxItems, 'item')}`)
      return value
    }
    const result = new Array<unknown>(value.length)
    for (let index = 0; index < value.length; index++) {
      const before = issues.count
      result[index] = item(value[index], issues)
      if (issues.count !== before) {
        issues.nest(before, index)
        if (issues.full) return result
      }
    }
    if (uniqueItems) checkUnique(result, issues)
    return result
  }
}

export function compileTuple(json: JsonSchema, compiler: SchemaCompiler): Codec {
  const items = (json.prefixItems ?? []).map((item) => compiler.compile(item))
  return function tuple(value, issues) {
    if (!Array.isArray(value) || value.length !== items.length) {
      issues.add('type', `must be an array of exactly ${count(items.length, 'item')}`)
      return value
    }
    return items.map((item, index) => {
      const before = issues.count
      const result = item(value[index], issues)
      if (issues.count !== before) issues.nest(before, index)
      return result
    })
  }
}

function checkUnique(items: readonly unknown[], issues: Issues): void {
  const seen = new Set<unknown>()
  for (const item of items) {
    seen.add(typeof item === 'object' && item !== null ? canonical(item) : item)
  }
  if (seen.size < items.length) issues.add('uniqueItems', 'must not contain the same item twice')
}

/** Equal for equal JSON values, whatever the order of their keys. */
function canonical(value: unknown): string {
  return `json:${JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )}`
}
