import type { Failure } from './api-error.ts'
import { authorizationFor } from './authorization.ts'
import type { Call, CallOptions, HeaderValues } from './call.ts'
import type { ClientSettings } from './client-settings.ts'
import { isHeaderText } from './header-text.ts'
import type { MethodPlan } from './method-plan.ts'
import type { ReceivedResponse } from './received-response.ts'
import { RequestApiError } from './request-api-error.ts'
import type { EncodedRequest } from './request-encoder.ts'
import type { TimeLimit } from './time-limit.ts'
import { TransportApiError } from './transport-api-error.ts'

/** One request and its answer. Every failure is an `ApiError`. */
export class Attempt implements Call {
  readonly method: Call['method']
  readonly attempt: number
  readonly signal: AbortSignal
  readonly #plan: MethodPlan
  readonly #settings: ClientSettings
  readonly #request: EncodedRequest
  readonly #options: CallOptions
  readonly #limit: TimeLimit
  readonly #now: () => number

  constructor(
    plan: MethodPlan,
    settings: ClientSettings,
    request: EncodedRequest,
    options: CallOptions,
    limit: TimeLimit,
    now: () => number,
    attempt: number,
  ) {
    this.method = plan.method
    this.attempt = attempt
    this.signal = limit.signal
    this.#plan = plan
    this.#settings = settings
    this.#request = request
    this.#options = options
    this.#limit = limit
    this.#now = now
  }

  async run(): Promise<unknown> {
    if (this.#limit.over !== undefined) throw this.#ended(this.attempt - 1)
    const [url, init] = await this.#prepare()
    const response = await this.#exchange(url, init)
    return this.#plan.read(response, this.#failure(this.attempt, { response }))
  }

  async #prepare(): Promise<[url: string, init: RequestInit]> {
    try {
      return await this.#limit.race(this.#build())
    } catch (cause) {
      const sent = this.attempt - 1
      if (this.#limit.over !== undefined) throw this.#ended(sent)
      const message = `\`headers\` or \`authorize\` failed: ${messageOf(cause)}`
      const failure = { method: this.method, attempts: sent, cause }
      throw new RequestApiError('request:hookFailed', message, failure)
    }
  }

  async #build(): Promise<[url: string, init: RequestInit]> {
    const { baseUrl, authorize, credentials, mayWriteCookies } = this.#settings
    const { path, query, cookies, body } = this.#request
    const authorization = await authorizationFor(this.method.security, authorize, this)
    const headers = await this.#headers()
    for (const [name, value] of [...this.#request.headers, ...authorization.headers]) {
      headers.set(name, value)
    }
    if (mayWriteCookies) {
      const own = headers.get('cookie')
      const all = [...(own === null ? [] : [own]), ...cookies, ...authorization.cookies]
      if (all.length > 0) headers.set('cookie', all.join('; '))
    }
    if (body !== undefined) headers.set('content-type', 'application/json')
    const pairs = [...query, ...authorization.query]
    const url = baseUrl + path + (pairs.length === 0 ? '' : `?${pairs.join('&')}`)
    return [
      url,
      {
        method: this.#plan.route.verb,
        headers,
        // No design redirects a call elsewhere unless it says so; credentials stay where they are.
        redirect: 'manual',
        signal: this.signal,
        ...(body !== undefined && { body }),
        ...(credentials !== undefined && { credentials }),
      },
    ]
  }

  async #headers(): Promise<Headers> {
    const { headers: given } = this.#settings
    const { headers: own, requestId, traceparent } = this.#options
    const headers = new Headers({ accept: this.#plan.responses.accept })
    setAll(headers, typeof given === 'function' ? await given(this) : given)
    setAll(headers, own)
    setAll(headers, {
      ...(requestId !== undefined && { 'x-request-id': requestId }),
      ...(traceparent !== undefined && { traceparent }),
    })
    return headers
  }

  async #exchange(url: string, init: RequestInit): Promise<ReceivedResponse> {
    if (this.#limit.over !== undefined) throw this.#ended(this.attempt - 1)
    try {
      return await this.#limit.race(this.#fetch(url, init))
    } catch (cause) {
      if (this.#limit.over !== undefined) throw this.#ended(this.attempt, cause)
      const message = `no answer from ${this.#settings.baseUrl}: ${messageOf(cause)}`
      throw new TransportApiError(
        'transport:network',
        message,
        this.#failure(this.attempt, { cause }),
      )
    }
  }

  async #fetch(url: string, init: RequestInit): Promise<ReceivedResponse> {
    const response = await this.#settings.fetch(url, init)
    const bytes = new Uint8Array(await response.arrayBuffer())
    return { status: response.status, headers: response.headers, bytes }
  }

  #ended(attempts: number, error?: unknown): TransportApiError {
    if (this.#limit.over === 'timeout') {
      const message = `no answer within ${this.#limit.milliseconds} ms`
      return new TransportApiError(
        'transport:timeout',
        message,
        this.#failure(attempts, { cause: error }),
      )
    }
    const cause: unknown = this.signal.reason
    return new TransportApiError(
      'transport:aborted',
      'the caller gave up',
      this.#failure(attempts, { cause }),
    )
  }

  #failure(attempts: number, about: Pick<Failure, 'response' | 'cause'>): Failure {
    return { method: this.method, attempts, now: this.#now(), ...about }
  }
}

/** `Headers` would quote a value that it refuses, which may be a secret. */
function setAll(headers: Headers, values: HeaderValues | undefined): void {
  if (values === undefined) return
  const entries = values instanceof Headers ? [...values] : Object.entries(values)
  for (const [name, value] of entries) {
    if (!isHeaderText(value)) throw new TypeError(`the value of ${name} cannot be sent`)
    headers.set(name, value)
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
