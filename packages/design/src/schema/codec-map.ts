import type { Codec, SchemaCompiler } from './codec.ts'
import { isJsonObject } from './codec-object.ts'
import { count, isText } from './codec-scalar.ts'
import type { JsonSchema } from './json-schema.ts'

/** An object whose keys are data. Keys are text as strings are, and never `__proto__`. */
export function compileMap(json: JsonSchema, compiler: SchemaCompiler): Codec {
  const { minProperties = 0, maxProperties = Infinity } = json
  const keyCodec = json.propertyNames && compiler.compile(json.propertyNames)
  const valueCodec =
    typeof json.additionalProperties === 'object'
      ? compiler.compile(json.additionalProperties)
      : (value: unknown) => value
  return function map(value, issues) {
    if (!isJsonObject(value)) {
      issues.add('type', 'must be an object')
      return value
    }
    const keys = Object.keys(value)
    if (keys.length < minProperties) {
      issues.add('minProperties', `must have at least ${count(minProperties, 'entry', 'entries')}`)
    }
    if (keys.length > maxProperties) {
      issues.add('maxProperties', `must have at most ${count(maxProperties, 'entry', 'entries')}`)
      return value
    }
    const result: Record<string, unknown> = {}
    for (const key of keys) {
      const before = issues.count
      if (key === '__proto__' || !isText(key)) {
        issues.add('propertyNames', 'is not allowed as a key')
      } else {
        keyCodec?.(key, issues)
        result[key] = valueCodec(value[key], issues)
      }
      if (issues.count !== before) {
        issues.nest(before, key)
        if (issues.full) return result
      }
    }
    return result
  }
}
