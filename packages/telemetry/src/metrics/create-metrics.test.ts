import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { parseExposition } from './testing/parse-exposition.ts'
import { fullMetrics } from './testing/full-metrics.ts'
import { openMetrics, scrapeSeries } from './testing/scrape-series.ts'
import { testMetrics } from './testing/test-metrics.ts'

/** Section 6 of the guide: its constructor and its collector, without the doubled `http_`. */
const guide = {
  api_http_requests_total: 'counter method path status',
  api_http_request_duration_seconds: 'histogram method path status',
  api_http_requests_in_flight: 'gauge',
  api_http_response_size_bytes: 'histogram method path',
  api_database_query_duration_seconds: 'histogram query_type table',
  api_database_connections_open: 'gauge',
  api_database_connections_idle: 'gauge',
  api_cache_hits_total: 'counter',
  api_cache_misses_total: 'counter',
  api_db_max_open_connections: 'gauge',
  api_db_open_connections: 'gauge',
  api_db_in_use_connections: 'gauge',
  api_db_idle_connections: 'gauge',
  api_db_wait_count_total: 'counter',
  api_db_wait_duration_seconds_total: 'counter',
}

test('every metric of the guide has its name, type and labels', async () => {
  const { text } = await fullMetrics().scrape()
  const found = parseExposition(text, 'prometheus').map(({ name, type, samples }) => {
    const { le: _, ...labels } = samples[0]?.labels ?? {}
    return [name, [type, ...Object.keys(labels)].join(' ')] as const
  })
  const shown = Object.fromEntries(found.filter(([name]) => Object.hasOwn(guide, name)))
  assert.deepEqual(shown, guide)
})

test('the expressions of the dashboard in the guide name series that exist', async () => {
  const series = [...(await scrapeSeries(fullMetrics())).keys()]
  for (const name of [
    'api_http_requests_total{',
    'api_http_request_duration_seconds_bucket{',
    'api_db_open_connections',
    'api_db_in_use_connections',
    'api_db_idle_connections',
  ]) {
    assert.ok(
      series.some((key) => key.startsWith(name)),
      name,
    )
  }
})

test('pool, query, cache, health, log and version series have the values that they were given', async () => {
  const series = await scrapeSeries(fullMetrics())
  const expected = {
    api_db_max_open_connections: 25,
    api_db_open_connections: 4,
    api_db_in_use_connections: 1,
    api_db_idle_connections: 3,
    api_db_waiting_requests: 2,
    api_db_wait_count_total: 7,
    api_db_wait_duration_seconds_total: 0.25,
    api_database_connections_open: 4,
    api_database_connections_idle: 3,
    'api_database_query_duration_seconds_bucket{query_type="select",table="users",le="0.005"}': 1,
    'api_database_query_errors_total{query_type="insert",table="users",kind="conflict"}': 1,
    api_cache_hits_total: 1,
    api_cache_misses_total: 0,
    'api_cache_hits_total{cache="sessions"}': 0,
    'api_cache_misses_total{cache="sessions"}': 1,
    'api_health_check_status{check="postgres"}': 1,
    'api_health_check_status{check="redis"}': 0.5,
    'api_health_check_status{check="mail"}': 0,
    'api_health_check_duration_seconds{check="postgres"}': 0.0015,
    'api_log_lines_total{level="info"}': 12,
    'api_log_lines_total{level="error"}': 1,
    api_log_lines_dropped_total: 3,
    'api_version_requests_total{version="v1",service="users",method="get"}': 1,
  }
  for (const [key, value] of Object.entries(expected)) assert.equal(series.get(key), value, key)
  assert.ok(!series.has('api_health_check_duration_seconds{check="mail"}'))
})

test('what a service does not have is not there', async () => {
  const { text } = await testMetrics().scrape()
  assert.doesNotMatch(text, /api_(db|database|cache|health|log|version)_/)
})

test('pools with a name are told apart, and no two have the same', async () => {
  const metrics = testMetrics()
  const pool = (open: number) => ({ max: 9, open, idle: 0, inUse: 0, waiting: 0, ...noWaits })
  metrics.observePool({ name: 'main', stats: () => pool(4) })
  metrics.observePool({ name: 'reports', stats: () => pool(2) })
  const series = await scrapeSeries(metrics)
  assert.equal(series.get('api_db_open_connections{pool="main"}'), 4)
  assert.equal(series.get('api_db_open_connections{pool="reports"}'), 2)
  assert.throws(() => metrics.observePool({ name: 'main', stats: () => pool(1) }), {
    code: 'SERIES_TAKEN',
  })
})

const noWaits = { waitCount: 0, waitSeconds: 0 }

test('build info says what runs', async () => {
  const series = await scrapeSeries(fullMetrics())
  const { node } = process.versions
  const labels = `version="1.4.0",commit="0a1b2c3",build_time="2026-08-01T12:00:00Z"`
  assert.equal(series.get(`api_build_info{${labels},node_version="${node}"}`), 1)
})

test('buckets can be chosen, and a bad list is a mistake', async () => {
  const series = await scrapeSeries(
    fullMetrics({ buckets: { duration: [0.1, 1], size: [10], query: [0.5] } }),
  )
  assert.equal(
    series.get(
      'api_database_query_duration_seconds_bucket{query_type="select",table="users",le="0.5"}',
    ),
    1,
  )
  assert.equal(
    series.get('api_http_response_size_bytes_bucket{method="GET",path="/users/{id}",le="10"}'),
    0,
  )
  assert.throws(() => testMetrics({ buckets: { query: [1, 0] } }), { code: 'BUCKETS_INVALID' })
})

test('a scrape says its format and content type', async () => {
  const metrics = testMetrics()
  const [text, open] = [await metrics.scrape('*/*'), await metrics.scrape(openMetrics)]
  assert.deepEqual(
    [text.format, text.contentType],
    ['prometheus', 'text/plain; version=0.0.4; charset=utf-8'],
  )
  assert.deepEqual(
    [open.format, open.contentType],
    ['openmetrics', 'application/openmetrics-text; version=1.0.0; charset=utf-8'],
  )
})

test('after close() there is still a last scrape', async () => {
  const metrics = testMetrics()
  const slot = metrics.http.route({ method: 'GET', path: '/users' })
  await metrics.close()
  slot.record(200, 0.1, 1)
  const series = await scrapeSeries(metrics)
  assert.equal(series.get('api_http_requests_total{method="GET",path="/users",status="200"}'), 1)
})

test('metrics that nobody closed do not keep the process', () => {
  const script = `
    const { createMetrics } = await import(${JSON.stringify(import.meta.resolve('../metrics.ts'))})
    const { text } = await createMetrics({ build: { version: '1' } }).scrape()
    console.log(text.length > 0)
  `
  const out = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    timeout: 30_000,
  })
  assert.equal(out, 'true\n')
})
