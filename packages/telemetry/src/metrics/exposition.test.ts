import assert from 'node:assert/strict'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { test } from 'node:test'
import type { Metrics } from './create-metrics.ts'
import { fullMetrics } from './testing/full-metrics.ts'
import { parseExposition } from './testing/parse-exposition.ts'
import { openMetrics, scrapeFamily } from './testing/scrape-series.ts'
import { testMetrics } from './testing/test-metrics.ts'

test('a full scrape is valid Prometheus text', async () => {
  const { text } = await fullMetrics().scrape()
  assert.ok(parseExposition(text, 'prometheus').length > 45)
})

test('a full scrape is valid OpenMetrics, with units', async () => {
  const { text } = await fullMetrics().scrape(openMetrics)
  const families = parseExposition(text, 'openmetrics')
  assert.equal(families.find(({ name }) => name === 'api_http_requests')?.type, 'counter')
  assert.equal(families.find(({ name }) => name === 'process_cpu_seconds')?.unit, 'seconds')
  assert.ok(text.endsWith('\n# EOF\n'))
})

test('both formats tell the same', async () => {
  const metrics = fullMetrics()
  const [text, open] = [await metrics.scrape(), await metrics.scrape(openMetrics)]
  const inText = parseExposition(text.text, 'prometheus')
  const inOpen = parseExposition(open.text, 'openmetrics')
  assert.deepEqual(
    inOpen.map(({ name, type }) => (type === 'counter' ? `${name}_total` : name)),
    inText.map(({ name }) => name),
  )
  const count = (families: typeof inText) =>
    families.reduce((sum, { samples }) => sum + samples.length, 0)
  assert.equal(count(inOpen), count(inText))
})

test('help is written on one line', async () => {
  const metrics = testMetrics()
  metrics.gauge({ name: 'odd', help: 'a\\b\n"c"' })
  const [text, open] = [await metrics.scrape(), await metrics.scrape(openMetrics)]
  assert.ok(text.text.includes('# HELP api_odd a\\\\b\\n"c"\n'))
  assert.ok(open.text.includes('# HELP api_odd a\\\\b\\n\\"c\\"\n'))
})

test('the event loop turns while a thousand routes are written', async () => {
  const metrics = testMetrics()
  declareRoutes(metrics, 1_000)
  const written = new AbortController()
  let turns = 0
  const counting = (async () => {
    while (!written.signal.aborted) {
      await nextTurn()
      turns++
    }
  })()
  const { text } = await metrics.scrape()
  written.abort()
  await counting
  // At least one turn for every 128 KiB.
  assert.ok(turns >= Math.floor(text.length / 131_072), `${turns} turns, ${text.length} characters`)
  assert.ok(turns > 20)
})

test('what is recorded while a scrape is written is in the next one, not in a part of it', async () => {
  const metrics = testMetrics()
  const slots = declareRoutes(metrics, 300)
  const written = new AbortController()
  const recording = (async () => {
    while (!written.signal.aborted) {
      for (const slot of slots) slot.record(200, 0.01, 100)
      await nextTurn()
    }
  })()
  for (let n = 0; n < 3; n++) {
    const families = parseExposition((await metrics.scrape()).text, 'prometheus')
    const sumOf = (name: string, sample: string) =>
      families
        .find((family) => family.name === name)
        ?.samples.filter((found) => found.name === sample)
        .reduce((sum, { value }) => sum + value, 0)
    const requests = sumOf('api_http_requests_total', 'api_http_requests_total')
    const durations = 'api_http_request_duration_seconds'
    const sizes = 'api_http_response_size_bytes'
    assert.equal(sumOf(durations, `${durations}_count`), requests)
    assert.equal(sumOf(sizes, `${sizes}_count`), requests)
  }
  written.abort()
  await recording
})

test('a route that comes while a scrape is written does not disturb it', async () => {
  const metrics = testMetrics()
  declareRoutes(metrics, 300)
  const scrape = metrics.scrape(openMetrics)
  await nextTurn()
  const late = metrics.http.route({ method: 'GET', path: '/late', latencyObjective: 123 })
  late.record(200, 0.1, 1, { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) })
  const { text } = await scrape
  parseExposition(text, 'openmetrics')
  assert.doesNotMatch(text, /"\/late"/)
  const { samples } = await scrapeFamily(metrics, 'api_http_request_duration_seconds')
  assert.ok(samples.some(({ labels }) => labels['path'] === '/late' && labels['le'] === '0.123'))
})

function declareRoutes(metrics: Metrics, count: number) {
  return Array.from({ length: count }, (_, i) =>
    metrics.http.route({ method: 'GET', path: `/api/v1/services/${i}/things/{id}` }),
  )
}
