import { isNativeError } from 'node:util/types'
import type { PlainFields } from './plain.ts'
import type { Redactor } from './redactor.ts'

/** Names that a line has of its own, and those that pino looks up on a plain object. */
const reserved = new Set([
  ...['level', 'timestamp', 'service', 'environment', 'version', 'message'],
  ...Object.getOwnPropertyNames(Object.prototype),
])

/**
 * Fields as they stand in a line. One that is named like a part of the line is renamed: `level`
 * becomes `fields.level`. An error in place of fields becomes the field `error`.
 */
export function toPlainFields(fields: unknown, redactor: Redactor): PlainFields {
  if (fields === undefined || fields === null) return {}
  const plain = redactor.redact(isNativeError(fields) ? { error: fields } : fields)
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) return { value: plain }
  for (const name of Object.keys(plain)) if (reserved.has(name)) return renamed(plain)
  return plain
}

function renamed(plain: PlainFields): PlainFields {
  const entries = Object.entries(plain)
  return Object.fromEntries(
    entries.map(([name, value]) => [reserved.has(name) ? `fields.${name}` : name, value]),
  )
}
