import type { MethodModel } from '@seaworthy/design'
import type { ReceivedResponse } from './received-response.ts'
import { parseRetryAfter } from './retry-after.ts'

/**
 * A call that failed: the base of every error that a call rejects with. `code` tells which one:
 *
 * - a bare name (`notFound`): an error of the design, with its `fields`
 * - `problem:…`: a problem document that every service may send, such as `problem:validation`
 * - `response:unexpected`: an answer that is not what the design says
 * - `transport:…`: no answer: `network`, `timeout`, `aborted`
 * - `request:…`: nothing was sent: `invalid`, `hookFailed`
 */
export abstract class ApiError extends Error {
  override readonly name: string = 'ApiError'
  readonly code: string
  /** How often the request was sent: 1 without a retry, 0 when nothing was sent. */
  readonly attempts: number
  /** The status of the answer, if there was one. */
  readonly status: number | undefined
  /** The id under which the service logged the request (`X-Request-ID`). */
  readonly requestId: string | undefined
  /** What the answer's `Retry-After` asks for, in milliseconds from when it came. */
  readonly retryAfter: number | undefined
  readonly #method: MethodModel

  constructor(code: string, message: string, failure: Failure) {
    const { method, attempts, response, cause } = failure
    const tried = attempts > 1 ? ` (after ${attempts} attempts)` : ''
    super(
      `${method.service}.${method.name}: ${message}${tried}`,
      cause === undefined ? undefined : { cause },
    )
    this.code = code
    this.attempts = attempts
    this.status = response?.status
    this.requestId = response?.headers.get('x-request-id') ?? undefined
    this.retryAfter = parseRetryAfter(response?.headers.get('retry-after'), failure.now)
    this.#method = method
  }

  /** The method that was called, as designed. */
  get method(): MethodModel {
    return this.#method
  }
}

/** What is known of a call when it fails. */
export interface Failure {
  readonly method: MethodModel
  readonly attempts: number
  /** When it failed, in milliseconds since 1970. */
  readonly now: number
  readonly response?: ReceivedResponse
  readonly cause?: unknown
}
