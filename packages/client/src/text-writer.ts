import { type Issues, type JsonSchema, foreign, isScalarArray, resolveRef } from '@seaworthy/design'
import { compileTextReader, itemOf } from './text-value.ts'

/** Writes a JSON value as text; `undefined`, and an issue, when text cannot tell it. */
export type TextWriter = (value: unknown, issues: Issues) => string | undefined

/**
 * How a value of this type is written in a path, a query string, a header or a cookie. What the
 * service would read as another value is refused: `null`, or `'5'` where a number may be meant.
 */
export function compileTextWriter(json: JsonSchema, raw = false): TextWriter {
  if (isScalarArray(json)) return compileListWriter(json, raw)
  const read = compileTextReader(json)
  const checked = !raw && resolveRef(json)[foreign] === undefined
  return (value, issues) => {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      issues.add('text', 'cannot be written as text')
      return undefined
    }
    const text = String(value)
    if (!text.isWellFormed()) issues.add('unicode', 'must be well-formed Unicode')
    else if (!checked || read(text) === value) return text
    else issues.add('text', 'would be read as another value')
    return undefined
  }
}

/** `a,b,c`: the service splits at commas and trims the items. */
function compileListWriter(json: JsonSchema, raw: boolean): TextWriter {
  const writeItem = compileTextWriter(itemOf(json), raw)
  return (value, issues) => {
    const items = writeItems(value, writeItem, issues)
    if (items === undefined) return undefined
    for (const [index, item] of items.entries()) {
      if (item.includes(',')) issues.add('text', 'must not contain "," in a list', index)
      if (item !== item.trim()) issues.add('text', 'must not begin or end with white space', index)
    }
    if (items.length === 1 && items[0] === '') {
      issues.add('text', 'would be read as an empty list')
    }
    return issues.count > 0 ? undefined : items.join(',')
  }
}

/** Every item as text; `undefined`, and an issue, when one of them cannot be. */
export function writeItems(
  value: unknown,
  writeItem: TextWriter,
  issues: Issues,
): string[] | undefined {
  if (!Array.isArray(value)) {
    issues.add('type', 'must be an array')
    return undefined
  }
  const items: string[] = []
  for (const [index, item] of value.entries()) {
    const before = issues.count
    const text = writeItem(item, issues)
    issues.nest(before, index)
    if (text !== undefined) items.push(text)
  }
  return items.length < value.length ? undefined : items
}
