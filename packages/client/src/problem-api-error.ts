import type { AutomaticProblem, Violation } from '@seaworthy/design'
import { ApiError, type Failure } from './api-error.ts'
import type { ReceivedProblem } from './received-problem.ts'

/** The problems that every service may answer with; `unknown`: of a type that nobody here knows. */
export type ProblemErrorCode = `problem:${AutomaticProblem | 'unknown'}`

/** A problem document (RFC 9457) that is no error of the design. */
export class ProblemApiError extends ApiError {
  override readonly name = 'ProblemApiError'
  declare readonly code: ProblemErrorCode
  /** A URI that says what kind of problem it is. */
  readonly type: string
  readonly title: string
  readonly detail: string | undefined
  readonly traceId: string | undefined
  /** What is wrong with the request, part by part (`problem:validation`). */
  readonly violations: readonly Violation[]
  /** All members of the document, as they came. */
  readonly members: Readonly<Record<string, unknown>>

  constructor(code: ProblemErrorCode, problem: ReceivedProblem, failure: Failure) {
    const { title, detail, violations } = problem
    const [first] = violations
    const found = first === undefined ? '' : `: ${first.pointer || first.in} ${first.message}`
    super(code, `${detail ?? title}${found} (${failure.response?.status} ${code})`, failure)
    this.type = problem.type
    this.title = title
    this.detail = detail
    this.traceId = problem.traceId
    this.violations = violations
    this.members = problem.members
  }
}
