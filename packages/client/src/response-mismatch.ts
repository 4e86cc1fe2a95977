import { type Issues, type Violation, toPointer } from '@seaworthy/design'

/** An answer that is not what the design says. The call turns it into a `ResponseApiError`. */
export class ResponseMismatch extends Error {
  override readonly name = 'ResponseMismatch'
  readonly violations: readonly Violation[]

  constructor(message: string, violations: readonly Violation[] = [], cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.violations = violations
  }
}

/** @throws ResponseMismatch when there are issues. */
export function assertNoIssues(issues: Issues, place: Violation['in']): void {
  if (issues.count === 0) return
  const violations = issues.list.map(({ path, rule, message }) => ({
    pointer: toPointer(path),
    in: place,
    rule,
    message,
  }))
  const found = violations.map(({ pointer, message }) => `${pointer || 'the result'} ${message}`)
  throw new ResponseMismatch(`the answer does not fit the design: ${found.join('; ')}`, violations)
}
