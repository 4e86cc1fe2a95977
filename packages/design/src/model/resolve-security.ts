import { didYouMean } from '../closest.ts'
import {
  type ScopedScheme,
  type SecurityInput,
  type SecurityScheme,
  noSecurity,
  toSecurity,
} from '../dsl/security.ts'
import type { ProblemReport, Tell } from '../problems.ts'
import type { SourceLocation } from '../source-location.ts'
import { checkName } from './check-name.ts'
import { isToken } from './token.ts'

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
    if (input === undefined || input === noSecurity) return []
    const { alternatives, at: from } = toSecurity(input)
    if (alternatives.length === 0 || alternatives.some(({ length }) => length === 0)) {
      this.#report.add('SECURITY_EMPTY', where, from)
    }
    for (const { scheme, requiredScopes, at: written } of alternatives.flat()) {
      this.#remember(scheme, where)
      for (const scope of requiredScopes) {
        this.#checkScope(scheme, scope, this.#report.of(where, written ?? at))
      }
    }
    return alternatives
  }

  #remember(scheme: SecurityScheme, where: string): void {
    const { name } = scheme
    const known = this.schemes.get(name)
    if (known === scheme) return
    const tell = this.#report.of(where, scheme.at)
    if (known !== undefined) return tell('SCHEME_NAME_TAKEN', { name })
    this.schemes.set(name, scheme)
    checkName(name, 'a security scheme', tell)
    if (scheme.kind === 'oauth2' && Object.keys(scheme.flows).length === 0) {
      tell('FLOWS_MISSING', { name })
    }
    if (scheme.kind === 'apiKey' && !isToken(scheme.parameter)) {
      tell('NAME_INVALID', { name: scheme.parameter, kind: `a ${scheme.in} that carries a key` })
    }
  }

  #checkScope(scheme: SecurityScheme, scope: string, tell: Tell): void {
    if (Object.hasOwn(scheme.scopes, scope)) return
    const hint = didYouMean(scope, Object.keys(scheme.scopes))
    tell('SCOPE_UNKNOWN', { scheme: scheme.name, scope, hint })
  }
}
