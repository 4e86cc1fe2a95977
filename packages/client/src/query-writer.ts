import {
  type Issues,
  type JsonSchema,
  type ParameterModel,
  isScalarArray,
  resolveRef,
} from '@seaworthy/design'
import { isObject } from './is-object.ts'
import { itemOf } from './text-value.ts'
import { compileTextWriter, writeItems } from './text-writer.ts'

/** Writes a payload field as `name=value` pairs of a query string, percent-encoded. */
export type QueryWriter = (value: unknown, issues: Issues) => readonly string[]

export function compileQueryWriter(
  { name, json, style, required }: ParameterModel,
  raw: boolean,
): QueryWriter {
  if (style === 'deep') return compileDeepWriter(name, json, raw, required)
  if (style === 'repeat' && isScalarArray(json)) return compileRepeatWriter(name, json, raw)
  const writeText = compileTextWriter(json, raw)
  return (value, issues) => {
    const text = writeText(value, issues)
    return text === undefined ? [] : [pair(name, text)]
  }
}

/** `tag=a&tag=b` */
function compileRepeatWriter(name: string, json: JsonSchema, raw: boolean): QueryWriter {
  const writeItem = compileTextWriter(itemOf(json), raw)
  return (value, issues) => {
    const items = writeItems(value, writeItem, issues) ?? []
    // Sending nothing would ask for everything where none was meant.
    if (items.length === 0 && issues.count === 0) {
      issues.add('minItems', 'is empty, which a query string cannot tell: leave it out')
    }
    return items.map((item) => pair(name, item))
  }
}

/** `filter[status]=open&filter[tags]=a&filter[tags]=b` */
function compileDeepWriter(
  name: string,
  json: JsonSchema,
  raw: boolean,
  required: boolean,
): QueryWriter {
  const { properties = {}, additionalProperties: values } = resolveRef(json)
  const writerOf = (field: JsonSchema, key: string): QueryWriter => {
    const wire = `${name}[${key}]`
    if (isScalarArray(field)) return compileRepeatWriter(wire, field, raw)
    const writeText = compileTextWriter(field, raw)
    return (value, issues) => {
      const text = writeText(value, issues)
      return text === undefined ? [] : [pair(wire, text)]
    }
  }
  const known = new Map(
    Object.entries(properties).map(([key, field]) => [key, writerOf(field, key)]),
  )
  return (value, issues) => {
    const pairs: string[] = []
    for (const [key, inner] of Object.entries(isObject(value) ? value : {})) {
      if (inner === undefined) continue
      const write = known.get(key) ?? writerOf(typeof values === 'object' ? values : {}, key)
      const before = issues.count
      if (key.isWellFormed()) pairs.push(...write(inner, issues))
      else issues.add('unicode', 'must be a well-formed Unicode key')
      issues.nest(before, key)
    }
    if (pairs.length === 0 && required && issues.count === 0) {
      issues.add('minProperties', 'is empty, which a query string cannot tell')
    }
    return pairs
  }
}

function pair(name: string, text: string): string {
  return `${encodeURIComponent(name)}=${encodeURIComponent(text)}`
}
