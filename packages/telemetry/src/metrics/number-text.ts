/** A sample's value: what is not finite is spelled as Prometheus and OpenMetrics both have it. */
export function formatValue(value: number): string {
  if (Number.isFinite(value)) return String(value)
  if (Number.isNaN(value)) return 'NaN'
  return value > 0 ? '+Inf' : '-Inf'
}

/**
 * The edge of a bucket as Go writes it, since `le` is compared as text: `0.005`, `1e+06`; and in
 * OpenMetrics `1.0` where Prometheus text has `1` (OpenMetrics 1.0, "Canonical Numbers").
 */
export function formatBound(bound: number, openMetrics: boolean): string {
  const text = toShortest(bound)
  return openMetrics && /^-?\d+$/.test(text) ? `${text}.0` : text
}

/** Go's `strconv.FormatFloat(value, 'g', -1, 64)`. */
function toShortest(value: number): string {
  if (!Number.isFinite(value)) return formatValue(value)
  const [digits, power = '0'] = value.toExponential().split('e')
  const exponent = Number(power)
  if (exponent >= -4 && exponent < 6) return String(value)
  return `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
}
