import type { ProblemCode, ProblemValues } from '../problem-catalogue.ts'
import type { Subject } from '../problem-report.ts'

/** What one source says about one setting. */
export interface Statement extends Subject {
  /** The variable or the key under which it is said. */
  readonly name: string
  /** `environment`, `.env`, `config/config.yaml:4`, `secret file /run/secrets/x`. */
  readonly source: string
  readonly said: Said
}

export type Said =
  | ({ readonly kind: 'text'; readonly text: string } & SaidMarks)
  | ({ readonly kind: 'items'; readonly items: readonly string[] } & SaidMarks)
  /** `null` in YAML: takes back what the files before it say. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'problem'; readonly code: ProblemCode; readonly values: ProblemValues }

export interface SaidMarks {
  /** It is written out in a file, without a reference to a variable. */
  readonly literal?: boolean
  /** Some of it comes from a secret file, so it is shown to nobody, whatever it was taken for. */
  readonly concealed?: boolean
}

export function problem(code: ProblemCode, values: ProblemValues = {}): Said {
  return { kind: 'problem', code, values }
}
