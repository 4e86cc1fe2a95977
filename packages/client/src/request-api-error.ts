import type { MethodModel, Violation } from '@seaworthy/design'
import { ApiError } from './api-error.ts'

export type RequestErrorCode = 'request:invalid' | 'request:hookFailed'

/**
 * Nothing was sent: the payload does not fit the design (`invalid`, with `violations` in the form
 * in which the service reports them), or `headers` or `authorize` failed (`hookFailed`).
 */
export class RequestApiError extends ApiError {
  override readonly name = 'RequestApiError'
  declare readonly code: RequestErrorCode
  readonly violations: readonly Violation[]

  constructor(
    code: RequestErrorCode,
    message: string,
    { violations = [], ...failure }: UnsentCall,
  ) {
    super(code, message, { attempts: 0, now: 0, ...failure })
    this.violations = violations
  }
}

interface UnsentCall {
  readonly method: MethodModel
  readonly violations?: readonly Violation[]
  readonly attempts?: number
  readonly cause?: unknown
}

export function invalidPayload(
  method: MethodModel,
  violations: readonly Violation[],
): RequestApiError {
  const found = violations.map(
    ({ pointer, in: place, message }) => `${pointer || 'the payload'} ${message} (${place})`,
  )
  const message = `the payload does not fit the design: ${found.join('; ')}`
  return new RequestApiError('request:invalid', message, { method, violations })
}
