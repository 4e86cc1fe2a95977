import type { Tell } from '../problems.ts'
import type { CodecCompiler } from '../schema/codec-compiler.ts'
import { Issues, toPointer } from '../schema/issues.ts'
import type { JsonSchema } from '../schema/json-schema.ts'

/** A default and examples must be values of their type. */
export function checkValues(json: JsonSchema, codecs: CodecCompiler, tell: Tell): void {
  const { default: fallback, examples = [] } = json
  if (fallback === undefined && examples.length === 0) return
  const reason = fallback === undefined ? undefined : findReason(json, fallback, codecs)
  if (reason !== undefined) tell('DEFAULT_INVALID', { reason })
  for (const example of examples) {
    const wrong = findReason(json, example, codecs)
    if (wrong !== undefined) tell('EXAMPLE_INVALID', { reason: wrong })
  }
}

/** Why a value does not fit its type; `undefined`: it does. */
export function findReason(
  json: JsonSchema,
  value: unknown,
  codecs: CodecCompiler,
): string | undefined {
  const issues = new Issues(1)
  try {
    codecs.compile(json)(value, issues)
  } catch (error) {
    return `it cannot be checked: ${(error as Error).message}`
  }
  const [issue] = issues.list
  return issue && [toPointer(issue.path), issue.message].filter(Boolean).join(' ')
}
