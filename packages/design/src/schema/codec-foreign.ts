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
    if (result instanceof Promise) throw asynchronous(vendor, result)
    if (result.issues === undefined) return result.value
    for (const issue of result.issues) {
      const path = Array.from(issue.path ?? [], (step) => {
        const key = typeof step === 'object' ? step.key : step
        return typeof key === 'number' ? key : String(key)
      })
      issues.add(vendor, messageOf(issue), ...path)
    }
    return value
  }
}

function asynchronous(vendor: string, result: Promise<unknown>): TypeError {
  result.catch(() => undefined)
  return new TypeError(
    `A ${vendor} schema validates asynchronously; do that check in the handler instead`,
  )
}

/** What valibot (`received`) and arktype (`actual`) tell besides the standard. */
type ToldIssue = StandardSchemaV1.Issue & {
  readonly [member in 'expected' | 'received' | 'actual' | 'type']?: unknown
}

/** Where a message quotes what was found, which may be a secret, only what was expected is told. */
function messageOf({ message, expected, received, actual = received, type }: ToldIssue): string {
  if (typeof actual !== 'string') return message
  if (!message.includes(actual) && !message.includes('(was ')) return message
  if (typeof expected !== 'string')
    return `is not ${typeof type === 'string' ? `a valid ${type}` : 'valid'}`
  const told = expected.replace(quotation, '').replace(/^must be /, '')
  if (told.includes('(was ')) return 'must match one of the allowed forms'
  return told.includes(' must be ') ? told : `must be ${told}`
}

/** Arktype quotes within what it expects of a union: `"a" or "b" (was "c")`. */
const quotation = / \(was (?:"(?:[^"\\]|\\.)*"|[^()"]*)\)/g
