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
    const items: readonly unknown[] = value
    if (items.length < minItems) {
      issues.add('minItems', `must have at least ${count(minItems, 'item')}`)
    }
    if (items.length > maxItems) {
      issues.add('maxItems', `must have at most ${count(maxItems, 'item')}`)
      return items
    }
    const result = new Array<unknown>(items.length)
    for (let index = 0; index < items.length; index++) {
      const before = issues.count
      result[index] = item(items[index], issues)
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
  const seen = new Set(items.map(identityOf))
  if (seen.size < items.length) issues.add('uniqueItems', 'must not contain the same item twice')
}

/** Equal for equal JSON values, whatever the order of their keys. */
function identityOf(value: unknown): unknown {
  if (typeof value === 'string') return `text ${value}`
  return typeof value === 'object' && value !== null ? JSON.stringify(value, sortKeys) : value
}

function sortKeys(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
