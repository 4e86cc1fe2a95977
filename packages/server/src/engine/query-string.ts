/** The values of a query string, by name, in the order in which they came. */
export type QueryValues = ReadonlyMap<string, readonly string[]>

export const noQuery: QueryValues = new Map()

/**
 * Parses the query part of a URL (`application/x-www-form-urlencoded`).
 * `undefined`: it has a malformed percent-encoding, or bytes that are no UTF-8.
 */
export function parseQuery(url: string): QueryValues | undefined {
  const start = url.indexOf('?')
  if (start < 0 || start === url.length - 1) return noQuery
  const values = new Map<string, string[]>()
  try {
    for (const pair of url.slice(start + 1).split('&')) {
      if (pair === '') continue
      const equals = pair.indexOf('=')
      const name = decode(equals < 0 ? pair : pair.slice(0, equals))
      const value = equals < 0 ? '' : decode(pair.slice(equals + 1))
      const known = values.get(name)
      if (known === undefined) values.set(name, [value])
      else known.push(value)
    }
  } catch {
    return undefined
  }
  return values
}

function decode(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  return spaced.includes('%') ? decodeURIComponent(spaced) : spaced
}
