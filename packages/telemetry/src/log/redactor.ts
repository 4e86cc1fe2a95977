import { compileMarks } from './marked-paths.ts'
import type { Plain } from './plain.ts'
import { copyPlain } from './plain-copy.ts'
import { createNameMatcher, sensitiveNames } from './sensitive-names.ts'

export interface RedactorOptions {
  /** Names to mask beside `sensitiveNames`. */
  readonly names?: readonly string[]
  /** What to mask where it stands, as a design marks it: JSON Pointers, `*` for any one member. */
  readonly paths?: readonly string[]
}

/** Makes values fit to be seen: in logs, spans and error bodies. */
export interface Redactor {
  /**
   * A copy that JSON can say, without what is masked (`[redacted]`) and without what is too deep,
   * too long or unreadable. Never throws.
   *
   * Errors become `name`, `message`, `code`, `stack`, `cause` and `errors`; URLs lose their
   * credentials and query; bytes become their number.
   */
  readonly redact: (value: unknown) => Plain
  /** Whether a text of this name is masked wherever it stands. */
  readonly masks: (name: string) => boolean
}

/** Compiles what is masked, once. */
export function createRedactor({ names = [], paths = [] }: RedactorOptions = {}): Redactor {
  const masks = createNameMatcher([...sensitiveNames, ...names])
  const rules = { masks, marks: compileMarks(paths) }
  return {
    redact: (value) => copyPlain(value, rules),
    masks: (name) => masks(name, ''),
  }
}
