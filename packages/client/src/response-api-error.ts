import type { Violation } from '@seaworthy/design'
import { ApiError, type Failure } from './api-error.ts'
import { mediaTypeOf } from './received-response.ts'

export type ResponseErrorCode = 'response:unexpected'

/**
 * There is an answer, but neither a result of the design nor a problem document: the page of a
 * proxy, a redirect, an undesigned status, JSON that breaks off, fields that do not fit.
 */
export class ResponseApiError extends ApiError {
  override readonly name = 'ResponseApiError'
  declare readonly code: ResponseErrorCode
  /** Where the answer does not fit the design; empty when it is of another kind altogether. */
  readonly violations: readonly Violation[]
  readonly contentType: string
  /** The beginning of a textual answer, up to 500 characters. It may hold anything. */
  readonly excerpt: string

  constructor(message: string, violations: readonly Violation[], failure: Failure) {
    super('response:unexpected', message, failure)
    this.violations = violations
    this.contentType = failure.response?.headers.get('content-type') ?? ''
    this.excerpt = excerptOf(failure.response)
  }
}

function excerptOf(response: Failure['response']): string {
  if (response === undefined) return ''
  const type = mediaTypeOf(response)
  if (!/^text\/|json$|xml$|^$/.test(type)) return ''
  return new TextDecoder().decode(response.bytes.subarray(0, 2000)).slice(0, 500)
}
