const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** A whole number and a unit (`250ms`, `30s`, `5m`, `1h`) in milliseconds; `undefined` if it is none. */
export function parseDuration(text: string): number | undefined {
  const [, digits, unit] = /^(\d{1,9})(ms|s|m|h)$/.exec(text) ?? []
  if (digits === undefined) return undefined
  return Number(digits) * units[unit as keyof typeof units]
}
