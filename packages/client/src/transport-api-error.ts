import { ApiError, type Failure } from './api-error.ts'

export type TransportErrorCode = 'transport:network' | 'transport:timeout' | 'transport:aborted'

/**
 * There is no answer: the connection failed or broke off (`network`), the time of the call was over
 * (`timeout`), or its signal was aborted (`aborted`; `cause` is the reason). Whether the service
 * did what it was asked is not known.
 */
export class TransportApiError extends ApiError {
  override readonly name = 'TransportApiError'
  declare readonly code: TransportErrorCode

  constructor(code: TransportErrorCode, message: string, failure: Failure) {
    super(code, message, failure)
  }
}
