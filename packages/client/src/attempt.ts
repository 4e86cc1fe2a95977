import type { Failure } from './api-error.ts'
import type { Call } from './call.ts'
import { type FetchRequest, buildFetchRequest } from './fetch-request.ts'
import type { ReceivedResponse } from './received-response.ts'
import { RequestApiError } from './request-api-error.ts'
import type { RunningCall } from './running-call.ts'
import { TransportApiError, type TransportErrorCode } from './transport-api-error.ts'

/** One request and its answer. Every failure is an `ApiError`. */
export class Attempt implements Call {
  readonly method: Call['method']
  readonly attempt: number
  readonly signal: AbortSignal
  readonly #call: RunningCall

  constructor(call: RunningCall, attempt: number) {
    this.method = call.plan.method
    this.attempt = attempt
    this.signal = call.limit.signal
    this.#call = call
  }

  async run(): Promise<unknown> {
    if (this.#call.limit.over !== undefined) throw this.#ended(this.attempt - 1)
    const response = await this.#exchange(await this.#prepare())
    return this.#call.plan.read(response, this.#failure(this.attempt, { response }))
  }

  async #prepare(): Promise<FetchRequest> {
    try {
      return await this.#call.limit.race(buildFetchRequest(this.#call, this))
    } catch (cause) {
      const sent = this.attempt - 1
      if (this.#call.limit.over !== undefined) throw this.#ended(sent)
      const message = `\`headers\` or \`authorize\` failed: ${messageOf(cause)}`
      const failure = { method: this.method, attempts: sent, cause }
      throw new RequestApiError('request:hookFailed', message, failure)
    }
  }

  async #exchange(request: FetchRequest): Promise<ReceivedResponse> {
    try {
      return await this.#call.limit.race(this.#fetch(request))
    } catch (cause) {
      if (this.#call.limit.over !== undefined) throw this.#ended(this.attempt, cause)
      const message = `no answer from ${this.#call.settings.baseUrl}: ${messageOf(cause)}`
      throw this.#lost('transport:network', message, this.attempt, cause)
    }
  }

  async #fetch({ url, init }: FetchRequest): Promise<ReceivedResponse> {
    const response = await this.#call.settings.fetch(url, init)
    const bytes = new Uint8Array(await response.arrayBuffer())
    return { status: response.status, headers: response.headers, bytes }
  }

  /** `attempts`: how often the request was sent before the call was over. */
  #ended(attempts: number, error?: unknown): TransportApiError {
    const { over, milliseconds } = this.#call.limit
    return over === 'timeout'
      ? this.#lost('transport:timeout', `no answer within ${milliseconds} ms`, attempts, error)
      : this.#lost('transport:aborted', 'the caller gave up', attempts, this.signal.reason)
  }

  #lost(code: TransportErrorCode, message: string, attempts: number, cause: unknown) {
    return new TransportApiError(code, message, this.#failure(attempts, { cause }))
  }

  #failure(attempts: number, about: Pick<Failure, 'response' | 'cause'>): Failure {
    return { method: this.method, attempts, now: this.#call.now(), ...about }
  }
}

/** What went wrong underneath says more than "fetch failed". */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  const deeper = cause instanceof Error ? cause : undefined
  const code = deeper !== undefined && 'code' in deeper ? String(deeper.code) : undefined
  return code === undefined ? error.message : `${error.message} (${code})`
}
