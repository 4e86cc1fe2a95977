/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A field of an object; what every object inherits (`constructor`) is none. */
export function fieldOf(value: unknown, field: string): unknown {
  if (!isObject(value)) return undefined
  return field in Object.prototype && !Object.hasOwn(value, field) ? undefined : value[field]
}
