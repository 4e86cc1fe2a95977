import { closest } from '../closest.ts'
import {
  type ScopedScheme,
  type SecurityInput,
  type SecurityScheme,
  toSecurity,
} from '../dsl/security.ts'
import type { ProblemReport } from '../problems.ts'
import type { SourceLocation } from '../source-location.ts'

/** Gathers the security schemes of a design as they are met. */
export class SchemeCollector {
  readonly schemes = new Map<string, SecurityScheme>()
  readonly #report: ProblemReport

  constructor(report: ProblemReport) {
    this.#report = report
  }

  /** The alternatives of a requirement, its schemes remembered and checked. */
  resolve(
    input: SecurityInput | undefined,
    where: string,
    at: SourceLocation,
  ): readonly (readonly ScopedScheme[])[] {
    if (input === undefined) return []
    const { alternatives } = toSecurity(input)
    for (const { scheme, requiredScopes } of alternatives.flat()) {
      this.#remember(scheme, where)
      for (const scope of requiredScopes) this.#checkScope(scheme, scope, where, at)
    }
    return alternatives
  }

  #remember(scheme: SecurityScheme, where: string): void {
    const known = this.schemes.get(scheme.name)
    if (known === scheme) return
    if (known !== undefined)
      return this.#report.add('SCHEME_NAME_TAKEN', where, scheme.at, { ...scheme })
    this.schemes.set(scheme.name, scheme)
    if (scheme.kind === 'oauth2' && Object.keys(scheme.flows).length === 0) {
      this.#report.add('FLOWS_MISSING', where, scheme.at, { name: scheme.name })
    }
  }

  #checkScope(scheme: SecurityScheme, scope: string, where: string, at: SourceLocation): void {
    if (scope in scheme.scopes) return
    const near = closest(scope, Object.keys(scheme.scopes))
    const hint = near === undefined ? '' : `; did you mean "${near}"?`
    this.#report.add('SCOPE_UNKNOWN', where, at, { scheme: scheme.name, scope, hint })
  }
}
