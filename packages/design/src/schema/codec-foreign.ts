import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { Codec } from './codec.ts'

/**
 * A foreign schema always validates by its own rules, so that its refinements and transforms
 * hold. Asynchronous ones are refused: a request is decoded in one step.
 */
export function compileForeign(schema: StandardSchemaV1): Codec {
  const { vendor } = schema['~standard']
  return function foreign(value, issues) {
    const result = schema['~standard'].validate(value)
    if (result instanceof Promise) {
      throw new TypeError(
        `A ${vendor} schema validates asynchronously; do that check in the handler instead`,
      )
    }
    if (result.issues === undefined) return result.value
    for (const issue of result.issues) {
      const path = (issue.path ?? []).map((step) => {
        const key = typeof step === 'object' ? step.key : step
        return typeof key === 'number' ? key : String(key)
      })
      issues.add(vendor, issue.message, ...path)
    }
    return value
  }
}
