const hop = 'it is set for you'

/** Headers of a request that no payload field may take, and what to use instead. */
export const requestHeaders: ReadonlyMap<string, string> = new Map([
  ['content-type', 'bodies are JSON'],
  ['content-length', hop],
  ['transfer-encoding', hop],
  ['connection', hop],
  ['host', 'it names the server'],
  ['cookie', 'use cookie(…)'],
  ['authorization', 'declare a security scheme'],
])

/** Headers of a response that no result field may take, and what to use instead. */
export const responseHeaders: ReadonlyMap<string, string> = new Map([
  ['content-type', 'use contentType'],
  ['content-length', hop],
  ['transfer-encoding', hop],
  ['connection', hop],
  ['date', hop],
  ['x-request-id', hop],
  ['set-cookie', 'use cookies'],
])
