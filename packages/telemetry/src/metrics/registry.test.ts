import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as prometheus from '@prometheus-io/client'
import { fullMetrics } from './testing/full-metrics.ts'
import { parseExposition } from './testing/parse-exposition.ts'
import { openMetrics, scrapeFamily, scrapeSeries } from './testing/scrape-series.ts'
import { testMetrics } from './testing/test-metrics.ts'

test('our metrics are in the registry: the library writes the same series', async () => {
  const { registry, ...metrics } = fullMetrics()
  const counted = (text: string) =>
    text
      .split('\n')
      .filter((line) => line.startsWith('api_http_') || line.startsWith('api_version_'))
      .sort()
  const byLibrary = counted(await registry.metrics())
  assert.ok(byLibrary.length > 50)
  assert.deepEqual(byLibrary, counted((await metrics.scrape()).text))
})

test('a metric of ours is found by its name, as JSON too', async () => {
  const { registry } = fullMetrics()
  assert.match(
    await registry.getSingleMetricAsString('api_db_open_connections'),
    /^api_db_open_connections 4$/m,
  )
  const all = await registry.getMetricsAsJSON()
  const requests = all.find(({ name }) => name === 'api_http_requests_total')
  assert.deepEqual(requests?.values[0], {
    labels: { method: 'GET', path: '/users/{id}', status: '200' },
    value: 1,
  })
})

test("the library's OpenMetrics does not change what ours says", async () => {
  const metrics = fullMetrics()
  metrics.registry.setContentType(prometheus.openMetricsContentType)
  await metrics.registry.metrics()
  const series = await scrapeSeries(metrics)
  assert.equal(series.get('api_db_wait_count_total'), 7)
})

test('what other libraries register is part of a scrape, in both formats', async () => {
  const metrics = testMetrics()
  const registers = [metrics.registry]
  const calls = new prometheus.Counter({
    name: 'driver_calls_total',
    help: 'x',
    labelNames: ['kind'],
    registers,
  })
  const took = new prometheus.Histogram({
    name: 'driver_call_seconds',
    help: 'x',
    buckets: [1, 2.5],
    registers,
  })
  const sizes = new prometheus.Summary({
    name: 'driver_bytes',
    help: 'x',
    percentiles: [0.5],
    registers,
  })
  calls.inc({ kind: 'a"b' }, 3)
  took.observe(2)
  sizes.observe(10)
  const series = await scrapeSeries(metrics)
  assert.equal(series.get('driver_calls_total{kind="a"b"}'), 3)
  assert.equal(series.get('driver_call_seconds_bucket{le="1"}'), 0)
  assert.equal(series.get('driver_call_seconds_bucket{le="2.5"}'), 1)
  assert.equal(series.get('driver_bytes{quantile="0.5"}'), 10)
  const { samples } = await scrapeFamily(metrics, 'driver_calls', openMetrics)
  assert.equal(samples[0]?.name, 'driver_calls_total')
  const { text } = await metrics.scrape(openMetrics)
  assert.match(text, /^driver_call_seconds_bucket\{le="1\.0"\} 0$/m)
})

test('a metric of another library that fails costs itself only', async () => {
  const errors: unknown[] = []
  const metrics = testMetrics({ onError: (error, metric) => errors.push([metric, String(error)]) })
  new prometheus.Gauge({
    name: 'driver_up',
    help: 'x',
    registers: [metrics.registry],
    collect: () => Promise.reject(new Error('gone')),
  })
  const { text } = await metrics.scrape()
  assert.deepEqual(errors, [['driver_up', 'Error: gone']])
  assert.ok(parseExposition(text, 'prometheus').some(({ name }) => name === 'api_build_info'))
})

test('a metric of another library that never tells its value does not hold a scrape up', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const errors: unknown[] = []
  const metrics = testMetrics({ onError: (_, metric) => errors.push(metric) })
  const asked = new Promise<void>((resolve) => {
    new prometheus.Gauge({
      name: 'driver_up',
      help: 'x',
      registers: [metrics.registry],
      collect: () => {
        resolve()
        return new Promise(() => {})
      },
    })
  })
  const scrape = metrics.scrape()
  await asked
  t.mock.timers.tick(2_000)
  const { text } = await scrape
  assert.deepEqual(errors, ['driver_up'])
  assert.match(text, /^api_metrics_collect_failures_total\{metric="driver_up"\} 1$/m)
})

test('a name belongs to one metric, whoever took it first', () => {
  const metrics = testMetrics()
  const registers = [metrics.registry]
  assert.throws(
    () => new prometheus.Counter({ name: 'api_http_requests_total', help: 'x', registers }),
    /already been registered/,
  )
  new prometheus.Counter({ name: 'api_driver_calls_total', help: 'x', registers })
  assert.throws(() => metrics.counter({ name: 'driver_calls_total', help: 'x' }), {
    code: 'METRIC_NAME_TAKEN',
  })
})

test('resetMetrics() takes everything that was counted back to zero', async () => {
  const metrics = fullMetrics()
  metrics.registry.resetMetrics()
  const series = await scrapeSeries(metrics)
  const labels = 'method="GET",path="/users/{id}",status="200"'
  assert.equal(series.get(`api_http_requests_total{${labels}}`), 0)
  assert.equal(series.get(`api_http_request_duration_seconds_sum{${labels}}`), 0)
})
