import type { MethodModel } from '@seaworthy/design'
import type { RetryOptions } from './retry-policy.ts'

/** What may be said of a single call. Durations are in milliseconds. */
export interface CallOptions {
  /** Ends the call: it rejects with `transport:aborted`. */
  readonly signal?: AbortSignal
  /** For the whole call, pauses and repetitions included. Default: that of the client. */
  readonly timeout?: number
  /** Besides those of the client, and stronger. */
  readonly headers?: HeaderValues
  /** The id to log the request under. Default: the service makes one. */
  readonly requestId?: string
  /** The W3C trace context of the caller, handed on as it is. */
  readonly traceparent?: string
  /** `false`: at most one attempt. Default: that of the client. */
  readonly retry?: RetryOptions | false
}

export type HeaderValues = Headers | Readonly<Record<string, string>>

/** One attempt of a call, as hooks see it. */
export interface Call {
  /** The method that is called, as designed. */
  readonly method: MethodModel
  /** 1 for the first attempt. */
  readonly attempt: number
  /** Aborts when the time of the call is over, or when its caller gives up. */
  readonly signal: AbortSignal
}
