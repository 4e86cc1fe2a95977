import type { Metrics } from '../create-metrics.ts'
import { type ParsedFamily, parseExposition } from './parse-exposition.ts'

/** A scrape as numbers by series: `api_http_requests_total{method="GET",…}` → 3. */
export async function scrapeSeries(metrics: Metrics): Promise<Map<string, number>> {
  const series = new Map<string, number>()
  const { text, format } = await metrics.scrape()
  for (const { samples } of parseExposition(text, format)) {
    for (const { name, labels, value } of samples) {
      const pairs = Object.entries(labels).map(([label, text]) => `${label}="${text}"`)
      series.set(pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`, value)
    }
  }
  return series
}

/** One family of a scrape. */
export async function scrapeFamily(
  metrics: Metrics,
  name: string,
  accept?: string,
): Promise<ParsedFamily> {
  const { text, format } = await metrics.scrape(accept)
  const family = parseExposition(text, format).find((parsed) => parsed.name === name)
  if (family === undefined) throw new Error(`${name} is not in the scrape`)
  return family
}

export const openMetrics = 'application/openmetrics-text; version=1.0.0'
