import { CodecCompiler } from './codec-compiler.ts'
import type { CodecOptions } from './codec.ts'
import { Issues, toPointer } from './issues.ts'
import type { Schema } from './schema.ts'

type Outcome = { readonly value: unknown } | { readonly issues: readonly string[] }

/** What a codec makes of a value, or its issues as `/path rule`. */
export function run(schema: Schema, value: unknown, options: Partial<CodecOptions> = {}): Outcome {
  const compiler = new CodecCompiler({ direction: 'decode', unknownFields: 'reject', ...options })
  const issues = new Issues()
  const result = compiler.compile(schema.json)(value, issues)
  if (issues.count === 0) return { value: result }
  return { issues: issues.list.map(({ path, rule }) => `${toPointer(path)} ${rule}`.trim()) }
}

/** The messages of the issues that a value has. */
export function messagesOf(schema: Schema, value: unknown): string[] {
  const compiler = new CodecCompiler({ direction: 'decode', unknownFields: 'reject' })
  const issues = new Issues()
  compiler.compile(schema.json)(value, issues)
  return issues.list.map(({ message }) => message)
}
