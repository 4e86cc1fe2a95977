import { toBase64 } from './codec-bytes.ts'

/**
 * A frozen copy of plain data in its wire form: bytes become base64, fields that are `undefined`
 * are left out. What is no plain data (an instance of a class, a function) is handed on as it is.
 */
export function toFrozenJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return toBase64(value)
  if (Array.isArray(value)) return Object.freeze(value.map(toFrozenJson))
  if (!isPlainObject(value)) return value
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return Object.freeze(
    Object.fromEntries(entries.map(([key, inner]) => [key, toFrozenJson(inner)])),
  )
}

/** A frozen copy of the options of a verb, so that no two designs share state. */
export function frozenCopy<Value>(value: Value): Value {
  return toFrozenJson(value) as Value
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
