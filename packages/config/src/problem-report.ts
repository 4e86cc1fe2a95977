import {
  type ProblemCode,
  type ProblemValues,
  type WarningCode,
  fill,
  problemCatalogue,
  warningCatalogue,
} from './problem-catalogue.ts'

/** One mistake in a configuration. No part of it contains a secret. */
export interface ConfigProblem<Code extends string = ProblemCode> {
  readonly code: Code
  /** The variable, or the key in YAML; of a rule the section; else a file. */
  readonly name: string
  /** `environment`, `config/config.yaml:4`, `secret file /run/secrets/x`; absent if there is none. */
  readonly source: string | undefined
  readonly message: string
  readonly fix: string
}

export type ConfigWarning = ConfigProblem<WarningCode>

/** What a problem is about. */
export interface Subject {
  readonly name: string
  readonly source?: string | undefined
}

/** Collects what is wrong, so that all is told at once. */
export class ProblemReport {
  readonly problems: ConfigProblem[] = []
  readonly warnings: ConfigWarning[] = []

  add(code: ProblemCode, subject: Subject, values: ProblemValues = {}): void {
    this.problems.push(toProblem(code, problemCatalogue[code], subject, values))
  }

  warn(code: WarningCode, subject: Subject, values: ProblemValues = {}): void {
    this.warnings.push(toProblem(code, warningCatalogue[code], subject, values))
  }
}

/** Two lines: what is wrong where, and what to do. */
export function formatProblem(problem: ConfigProblem<string>): string {
  const { code, name, source, message, fix } = problem
  const where = source === undefined ? name : `${name} (${source})`
  return `  ${where}: ${message}\n    fix: ${fix} [${code}]`
}

function toProblem<Code extends string>(
  code: Code,
  text: { readonly message: string; readonly fix: string },
  { name, source }: Subject,
  values: ProblemValues,
): ConfigProblem<Code> {
  const message = fill(text.message, values)
  return Object.freeze({ code, name, source, message, fix: fill(text.fix, values) })
}
