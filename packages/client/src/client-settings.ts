import type { ApiModel } from '@seaworthy/design'
import type { CredentialSource } from './authorization.ts'
import { resolveBaseUrl } from './base-url.ts'
import type { Call, HeaderValues } from './call.ts'
import { ClientError } from './client-error.ts'
import type { PlanCodecs } from './method-plan.ts'
import { PayloadCodecs } from './payload-codecs.ts'
import { CheckingCodecs, TrustingCodecs } from './result-codecs.ts'
import { type RetryOptions, type RetryPolicy, defaultRetry } from './retry-policy.ts'

/** What holds for all calls of a client. Durations are in milliseconds. */
export interface ClientOptions {
  /**
   * Where the service is; the paths of the design come after it. Default: the origin of the page in
   * a browser, `http://localhost` with a `fetch` of your own.
   */
  readonly baseUrl?: string | URL
  /** Default: that of the platform. */
  readonly fetch?: Fetch
  /** Sent with every request, or made anew for each attempt (trace context, request id). */
  readonly headers?: HeaderValues | ((call: Call) => HeaderValues | Promise<HeaderValues>)
  /** Credentials by the name of their security scheme. A function is asked at each attempt. */
  readonly authorize?: Readonly<Record<string, CredentialSource>>
  /** Whether a browser sends its cookies, as in `fetch`. */
  readonly credentials?: 'omit' | 'same-origin' | 'include'
  /**
   * For a whole call, pauses and repetitions included. Default: the deadline of the method and 5 s
   * more, so that the service is the first to say that it took too long. `Infinity`: none.
   */
  readonly timeout?: number
  /**
   * Checks results in full and fails with `response:unexpected` when one does not fit. Default:
   * false, only their media type and outermost JSON type are: the service has checked them.
   */
  readonly validateResponses?: boolean
  /** How idempotent methods are repeated; `false`: never. Others never are. */
  readonly retry?: RetryOptions | false
}

/** `fetch`, as much of it as a client uses. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export interface ClientSettings extends PlanCodecs {
  readonly baseUrl: string
  readonly fetch: Fetch
  readonly headers: ClientOptions['headers']
  readonly authorize: Readonly<Record<string, CredentialSource>>
  readonly credentials: ClientOptions['credentials']
  readonly timeout: number | undefined
  readonly retry: RetryPolicy
}

/** @throws ClientError */
export function resolveSettings(model: ApiModel, options: ClientOptions): ClientSettings {
  const { fetch = globalThis.fetch, authorize = {}, validateResponses = false } = options
  assertSchemes(model, authorize)
  return {
    baseUrl: resolveBaseUrl(options.baseUrl, options.fetch !== undefined),
    // Called without a receiver: a browser's `fetch` refuses any other than the window.
    fetch: (url, init) => fetch(url, init),
    headers: options.headers,
    authorize,
    credentials: options.credentials,
    timeout: checkTimeout(options.timeout),
    retry: resolveRetry(options.retry, defaultRetry),
    sending: new PayloadCodecs(),
    receiving: validateResponses ? new CheckingCodecs() : new TrustingCodecs(),
    checked: validateResponses,
  }
}

export function checkTimeout(timeout: number | undefined): number | undefined {
  if (timeout !== undefined) assertNumber('timeout', timeout, timeout > 0, 'above 0')
  return timeout
}

export function resolveRetry(
  retry: RetryOptions | false | undefined,
  defaults: RetryPolicy,
): RetryPolicy {
  if (retry === false) return { ...defaults, limit: 0 }
  const policy = { ...defaults, ...retry }
  const { limit, delay, maxDelay } = policy
  assertNumber('retry.limit', limit, limit >= 0 && limit % 1 === 0, 'a whole number from 0')
  assertNumber('retry.delay', delay, delay >= 0, 'at least 0')
  assertNumber('retry.maxDelay', maxDelay, maxDelay >= 0, 'at least 0')
  return policy
}

function assertNumber(option: string, value: number, fits: boolean, expected: string): void {
  if (!fits) throw new ClientError('NUMBER_INVALID', { option, value: String(value), expected })
}

function assertSchemes({ name: api, schemes }: ApiModel, authorize: object): void {
  const known = schemes.map(({ name }) => name)
  for (const name of Object.keys(authorize)) {
    if (known.includes(name)) continue
    const list = known.length === 0 ? 'none' : known.join(', ')
    throw new ClientError('SCHEME_UNKNOWN', { name, api, known: list })
  }
}
