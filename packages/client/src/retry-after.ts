/**
 * Reads a `Retry-After` header (RFC 9110 §10.2.3), a number of seconds or a date, as milliseconds
 * from `now`. `undefined`: there is none, or it cannot be read.
 */
export function parseRetryAfter(text: string | null | undefined, now: number): number | undefined {
  if (text == null) return undefined
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000
  const date = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
