/** An engine as tests use it: it answers requests in memory. */
export interface InjectableEngine {
  inject(request: InjectedRequest): Promise<InjectedResponse>
}

export interface InjectedRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'PATCH'
  readonly url: string
  readonly headers: Record<string, string>
  readonly payload?: string
  readonly signal?: AbortSignal
}

export interface InjectedResponse {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, number | string | string[] | undefined>>
  readonly rawPayload: Uint8Array
}

/**
 * A `fetch` that reaches an engine in memory, without a socket:
 *
 *     const client = createClient(shop, { fetch: engineFetch(createEngine(shop, { handlers })) })
 */
export function engineFetch(
  engine: InjectableEngine,
): (url: string, init?: RequestInit) => Promise<Response> {
  return async (url, { method = 'GET', headers, body, signal } = {}) => {
    const { pathname, search, host } = new URL(url)
    const {
      statusCode,
      headers: given,
      rawPayload,
    } = await engine.inject({
      method: method as InjectedRequest['method'],
      url: pathname + search,
      headers: { host, ...Object.fromEntries(new Headers(headers)) },
      ...(typeof body === 'string' && { payload: body }),
      ...(signal && { signal }),
    })
    const received = new Headers()
    for (const [name, value] of Object.entries(given)) {
      for (const one of [value ?? []].flat()) received.append(name, String(one))
    }
    const bodyless = method === 'HEAD' || [204, 205, 304].includes(statusCode)
    return new Response(bodyless ? null : new Uint8Array(rawPayload), {
      status: statusCode,
      headers: received,
    })
  }
}
