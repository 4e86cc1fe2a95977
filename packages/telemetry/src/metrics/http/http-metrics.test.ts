import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Metrics } from '../create-metrics.ts'
import { parseExposition } from '../testing/parse-exposition.ts'
import { openMetrics, scrapeFamily, scrapeSeries } from '../testing/scrape-series.ts'
import { testMetrics } from '../testing/test-metrics.ts'

const users = '/api/v1/users/{id}'

function bucketEdges(series: Map<string, number>, name: string): string[] {
  const edges = [...series.keys()].flatMap((key) => {
    const [, edge] = new RegExp(`^${name}_bucket.*le="([^"]+)"`).exec(key) ?? []
    return edge ?? []
  })
  return [...new Set(edges)]
}

test('a route has the names, labels and buckets of the guide', async () => {
  const metrics = testMetrics()
  const slot = metrics.http.route({ method: 'GET', path: users })
  metrics.http.inFlight.inc()
  slot.record(200, 0.03, 512)
  const series = await scrapeSeries(metrics)
  const labels = `method="GET",path="${users}",status="200"`
  assert.equal(series.get(`api_http_requests_total{${labels}}`), 1)
  assert.equal(series.get(`api_http_request_duration_seconds_count{${labels}}`), 1)
  assert.equal(series.get(`api_http_request_duration_seconds_sum{${labels}}`), 0.03)
  assert.equal(series.get(`api_http_request_duration_seconds_bucket{${labels},le="0.025"}`), 0)
  assert.equal(series.get(`api_http_request_duration_seconds_bucket{${labels},le="0.05"}`), 1)
  assert.equal(series.get('api_http_requests_in_flight'), 1)
  assert.equal(series.get(`api_http_response_size_bytes_sum{method="GET",path="${users}"}`), 512)
  assert.deepEqual(bucketEdges(series, 'api_http_request_duration_seconds'), [
    '0.005',
    '0.01',
    '0.025',
    '0.05',
    '0.1',
    '0.25',
    '0.5',
    '1',
    '2.5',
    '5',
    '10',
    '+Inf',
  ])
  // prometheus.ExponentialBuckets(100, 10, 8)
  assert.deepEqual(bucketEdges(series, 'api_http_response_size_bytes'), [
    '100',
    '1000',
    '10000',
    '100000',
    '1e+06',
    '1e+07',
    '1e+08',
    '1e+09',
    '+Inf',
  ])
})

test('what the design says of a route is there at zero', async () => {
  const metrics = testMetrics()
  metrics.http.route({ method: 'POST', path: '/users', statuses: [201, 409] })
  const series = await scrapeSeries(metrics)
  const statuses = (name: string) =>
    [...series]
      .filter(
        ([key, value]) => key.startsWith(`${name}{method="POST",path="/users"`) && value === 0,
      )
      .map(([key]) => /status="(\d+)"/.exec(key)?.[1])
  assert.deepEqual(statuses('api_http_requests_total'), ['201', '409', '500', '503', '504'])
  assert.deepEqual(statuses('api_http_request_duration_seconds_count'), ['201'])
  assert.equal(series.get('api_http_response_size_bytes_count{method="POST",path="/users"}'), 0)
})

test('a route without statuses shows nothing before it happens', async () => {
  const metrics = testMetrics()
  const slot = metrics.http.route({ method: 'HEAD', path: users, statuses: [] })
  const before = await scrapeSeries(metrics)
  assert.equal([...before.keys()].filter((key) => key.includes('HEAD')).length, 0)
  slot.record(200, 0.001, 0)
  const after = await scrapeSeries(metrics)
  assert.equal(after.get(`api_http_requests_total{method="HEAD",path="${users}",status="200"}`), 1)
})

test('a method and path that several versions share have one slot', async () => {
  const metrics = testMetrics()
  const first = metrics.http.route({ method: 'GET', path: '/users', statuses: [] })
  const second = metrics.http.route({ method: 'GET', path: '/users', statuses: [200] })
  first.record(200, 0.1, 10)
  second.record(200, 0.1, 10)
  const series = await scrapeSeries(metrics)
  assert.equal(series.get('api_http_requests_total{method="GET",path="/users",status="200"}'), 2)
  assert.equal(series.get('api_http_requests_total{method="GET",path="/users",status="503"}'), 0)
})

test('random paths and odd verbs add no series beyond _unrouted and _OTHER', async () => {
  const metrics = testMetrics()
  metrics.http.route({ method: 'GET', path: users })
  metrics.http.unrouted('GET').record(404, 0.001, 90)
  metrics.http.unrouted('BREW').record(404, 0.001, 90)
  const before = [...(await scrapeSeries(metrics)).keys()].filter((key) => key.includes('_http_'))
  for (let i = 0; i < 500; i++) {
    metrics.http.unrouted('GET').record(404, 0.001, 90)
    metrics.http.unrouted(`VERB${i}`).record(404, 0.001, 90)
    metrics.http.unrouted('get').record(404, 0.001, 90)
    metrics.http.unrouted('__proto__').record(404, 0.001, 90)
  }
  const series = await scrapeSeries(metrics)
  const after = [...series.keys()].filter((key) => key.includes('_http_'))
  assert.deepEqual(after, before)
  const requests = 'api_http_requests_total'
  assert.equal(series.get(`${requests}{method="GET",path="_unrouted",status="404"}`), 501)
  assert.equal(series.get(`${requests}{method="_OTHER",path="_unrouted",status="404"}`), 1501)
})

test('a client that went away is a 499', async () => {
  const metrics = testMetrics()
  metrics.http.route({ method: 'GET', path: users }).record(499, 12, 0)
  const series = await scrapeSeries(metrics)
  const labels = `method="GET",path="${users}",status="499"`
  assert.equal(series.get(`api_http_requests_total{${labels}}`), 1)
  assert.equal(series.get(`api_http_request_duration_seconds_bucket{${labels},le="10"}`), 0)
  assert.equal(series.get(`api_http_request_duration_seconds_bucket{${labels},le="+Inf"}`), 1)
})

test('a handler that answers any status makes a bounded number of series', async () => {
  const metrics = testMetrics()
  const slot = metrics.http.route({ method: 'GET', path: '/proxy' })
  for (let status = 200; status < 600; status++) slot.record(status, 0.01, 1)
  const { samples } = await scrapeFamily(metrics, 'api_http_requests_total')
  assert.equal(samples.length, 25)
  assert.equal(samples.at(-1)?.labels['status'], '_OTHER')
  assert.equal(
    samples.reduce((sum, { value }) => sum + value, 0),
    400,
  )
})

test('numbers that are none count as zero, not as a sum that is NaN for good', async () => {
  const metrics = testMetrics()
  const slot = metrics.http.route({ method: 'GET', path: users })
  for (const value of [NaN, Infinity, -1, 0.5]) slot.record(200, value, value)
  const series = await scrapeSeries(metrics)
  const labels = `method="GET",path="${users}"`
  assert.equal(series.get(`api_http_requests_total{${labels},status="200"}`), 4)
  assert.equal(series.get(`api_http_request_duration_seconds_sum{${labels},status="200"}`), 0.5)
  assert.equal(series.get(`api_http_response_size_bytes_sum{${labels}}`), 0.5)
})

test('latency objectives of all routes are edges of all routes', async () => {
  const metrics = testMetrics()
  const fast = metrics.http.route({ method: 'GET', path: '/fast', latencyObjective: 30 })
  fast.record(200, 0.02, 1)
  metrics.http.route({ method: 'GET', path: '/slow', latencyObjective: 750 })
  metrics.http.route({ method: 'GET', path: '/usual', latencyObjective: 250 })
  fast.record(200, 0.028, 1)
  const series = await scrapeSeries(metrics)
  assert.deepEqual(bucketEdges(series, 'api_http_request_duration_seconds').slice(2, 10), [
    '0.025',
    '0.03',
    '0.05',
    '0.1',
    '0.25',
    '0.5',
    '0.75',
    '1',
  ])
  const under = 'api_http_request_duration_seconds_bucket{method="GET",path="/fast",status="200"'
  assert.equal(series.get(`${under},le="0.025"}`), 1)
  assert.equal(series.get(`${under},le="0.03"}`), 2)
})

test('more than 16 different objectives are a mistake', () => {
  const metrics = testMetrics()
  const declare = (latencyObjective: number) =>
    metrics.http.route({ method: 'GET', path: users, latencyObjective })
  for (let i = 1; i <= 16; i++) declare(i * 1.5)
  declare(1.5)
  declare(1000)
  assert.throws(() => declare(77), { code: 'TOO_MANY_LATENCY_OBJECTIVES' })
})

test('slots count as a naive reference does', async () => {
  const metrics = testMetrics()
  const edges = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2.5, 5, 10]
  const sizes = [100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]
  const routes = ['/a', '/b/{id}', '/c'].map((path) => ({
    path,
    slot: metrics.http.route({ method: 'GET', path, latencyObjective: 200 }),
  }))
  const expected = new Map<string, number>()
  const add = (key: string, value: number) => expected.set(key, (expected.get(key) ?? 0) + value)
  const random = randomNumbers(7)
  for (let n = 0; n < 20_000; n++) {
    const { path, slot } = routes[Math.floor(random() * 3)]!
    const status = [200, 200, 204, 404, 429, 499, 500][Math.floor(random() * 7)]!
    // Whole numbers of 1/1024: their sums are exact. Some are on an edge.
    const seconds = random() < 0.1 ? 0.5 : Math.floor(random() ** 6 * 20_480) / 1024
    const bytes = random() < 0.1 ? 1000 : Math.floor(10 ** (random() * 10))
    slot.record(status, seconds, bytes)
    const route = `method="GET",path="${path}"`
    const labels = `${route},status="${status}"`
    add(`api_http_requests_total{${labels}}`, 1)
    add(`api_http_request_duration_seconds_count{${labels}}`, 1)
    add(`api_http_request_duration_seconds_sum{${labels}}`, seconds)
    for (const le of [...edges, '+Inf']) {
      const within = le === '+Inf' || seconds <= Number(le)
      add(`api_http_request_duration_seconds_bucket{${labels},le="${le}"}`, within ? 1 : 0)
    }
    add(`api_http_response_size_bytes_count{${route}}`, 1)
    add(`api_http_response_size_bytes_sum{${route}}`, bytes)
    for (const le of [...sizes, '+Inf']) {
      const within = le === '+Inf' || bytes <= Number(le)
      const edge = typeof le === 'number' && le >= 1e6 ? `1e+0${Math.log10(le)}` : le
      add(`api_http_response_size_bytes_bucket{${route},le="${edge}"}`, within ? 1 : 0)
    }
  }
  const found = await scrapeSeries(metrics)
  for (const [key, value] of expected) assert.equal(found.get(key), value, key)
  const recorded = [...found].filter(
    ([key, value]) => /^api_http_re(quests_total|quest_d|sponse)/.test(key) && value > 0,
  )
  assert.equal(recorded.length, [...expected.values()].filter((value) => value > 0).length)
})

test('the names of OpenTelemetry are there when asked for, with its labels and buckets', async () => {
  const metrics = testMetrics({ openTelemetryNames: { scheme: 'https' } })
  const slot = metrics.http.route({ method: 'GET', path: users, latencyObjective: 200 })
  slot.record(200, 0.06, 1)
  slot.record(503, 0.06, 1)
  metrics.http.unrouted('BREW').record(404, 0.06, 1)
  const { samples } = await scrapeFamily(metrics, 'http_server_request_duration_seconds')
  const counts = samples.filter(({ name }) => name.endsWith('_count'))
  assert.deepEqual(
    counts.map(({ labels }) => labels),
    [
      {
        http_request_method: 'GET',
        http_route: users,
        http_response_status_code: '200',
        url_scheme: 'https',
      },
      {
        http_request_method: 'GET',
        http_route: users,
        http_response_status_code: '503',
        url_scheme: 'https',
        error_type: '503',
      },
      {
        http_request_method: '_OTHER',
        http_response_status_code: '404',
        url_scheme: 'https',
      },
    ],
  )
  assert.deepEqual(
    samples.slice(0, 16).map(({ labels, value }) => `${labels['le']}: ${value}`),
    [
      ...['0.005: 0', '0.01: 0', '0.025: 0', '0.05: 0', '0.075: 1', '0.1: 1', '0.2: 1', '0.25: 1'],
      ...['0.5: 1', '0.75: 1', '1: 1', '2.5: 1', '5: 1', '7.5: 1', '10: 1', '+Inf: 1'],
    ],
  )
  // The guide's histogram has its own edges still.
  const guide = await scrapeFamily(metrics, 'api_http_request_duration_seconds')
  assert.equal(guide.samples[0]?.name, 'api_http_request_duration_seconds_bucket')
  assert.equal(new Set(guide.samples.map(({ labels }) => labels['le'])).size, 14)
})

test('they are not there when nobody asks', async () => {
  const metrics = testMetrics()
  metrics.http.route({ method: 'GET', path: users })
  assert.doesNotMatch((await metrics.scrape()).text, /http_server_request_duration_seconds/)
})

const exemplar = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' }

test('an exemplar leads from a bucket to a trace, in OpenMetrics only', async () => {
  const metrics = testMetrics({ clock: () => 1_520_879_607_789 })
  metrics.http.route({ method: 'GET', path: users }).record(200, 0.067, 10, exemplar)
  const { text } = await metrics.scrape(openMetrics)
  const line =
    `api_http_request_duration_seconds_bucket{method="GET",path="${users}",status="200",le="0.1"} 1` +
    ` # {trace_id="${exemplar.traceId}",span_id="${exemplar.spanId}"} 0.067 1520879607.789\n`
  assert.ok(text.includes(line))
  assert.equal(text.split('trace_id').length, 2)
  assert.doesNotMatch((await metrics.scrape()).text, /trace_id/)
})

test('a bucket keeps the last exemplar that it got', async () => {
  const metrics = testMetrics()
  const slot = metrics.http.route({ method: 'GET', path: users })
  slot.record(200, 0.06, 10, exemplar)
  slot.record(200, 0.07, 10, { ...exemplar, spanId: 'b7ad6b7169203331' })
  slot.record(200, 0.08, 10)
  assert.deepEqual(await exemplarsOf(metrics), ['0.1: b7ad6b7169203331 0.07'])
})

test('buckets that are shown as one show one exemplar', async () => {
  const metrics = testMetrics({ openTelemetryNames: true })
  const slot = metrics.http.route({ method: 'GET', path: users })
  slot.record(200, 0.06, 10, exemplar)
  slot.record(200, 0.08, 10, { ...exemplar, spanId: 'b7ad6b7169203331' })
  assert.deepEqual(await exemplarsOf(metrics), ['0.1: b7ad6b7169203331 0.08'])
})

test('an exemplar that is longer than OpenMetrics allows is left out', async () => {
  const metrics = testMetrics()
  const slot = metrics.http.route({ method: 'GET', path: users })
  slot.record(200, 0.06, 10, { traceId: 'x'.repeat(97), spanId: 'y'.repeat(16) })
  slot.record(200, 0.6, 10, { traceId: 'x'.repeat(97), spanId: 'y'.repeat(17) })
  assert.deepEqual(await exemplarsOf(metrics), [`0.1: ${'y'.repeat(16)} 0.06`])
})

async function exemplarsOf(metrics: Metrics): Promise<string[]> {
  const { text } = await metrics.scrape(openMetrics)
  return parseExposition(text, 'openmetrics')
    .filter(({ name }) => name === 'api_http_request_duration_seconds')
    .flatMap(({ samples }) => samples)
    .flatMap(({ labels, exemplar: found }) =>
      found ? [`${labels['le']}: ${found.labels['span_id']} ${found.value}`] : [],
    )
}

/** The same numbers each time (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
