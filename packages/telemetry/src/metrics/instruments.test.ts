import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MetricsErrorCode } from './errors.ts'
import { openMetrics, scrapeFamily, scrapeSeries } from './testing/scrape-series.ts'
import { testMetrics } from './testing/test-metrics.ts'

test('metrics of the service are in its namespace, those of its business in a part of it', async () => {
  const metrics = testMetrics({ namespace: 'shop' })
  metrics.counter({ name: 'jobs_done_total', help: 'Jobs that are done' }).inc(2)
  metrics.business.counter({ name: 'orders_created_total', help: 'Orders' }).inc()
  const series = await scrapeSeries(metrics)
  assert.equal(series.get('shop_jobs_done_total'), 2)
  assert.equal(series.get('shop_business_orders_created_total'), 1)
  assert.equal([...series.keys()].filter((name) => name.startsWith('api_')).length, 0)
})

test("the guide's business metrics can be declared", async () => {
  const metrics = testMetrics()
  const { business } = metrics
  const registered = business.counter({ name: 'users_registered_total', help: 'Users' })
  const byStatus = business.counter({
    name: 'orders_by_status_total',
    help: 'Total orders by status',
    labels: ['status'],
  })
  const revenue = business.counter({
    name: 'revenue_total',
    help: 'Total revenue in cents',
    labels: ['currency', 'payment_method'],
  })
  const sessions = business.gauge({ name: 'active_sessions', help: 'Active sessions' })
  registered.inc()
  byStatus.inc({ status: 'paid' })
  byStatus.labels({ status: 'open' }).inc(2)
  revenue.inc({ currency: 'EUR', payment_method: 'card' }, 1299)
  sessions.set(7)
  sessions.inc()
  sessions.dec(3)
  const series = await scrapeSeries(metrics)
  assert.equal(series.get('api_business_users_registered_total'), 1)
  assert.equal(series.get('api_business_orders_by_status_total{status="paid"}'), 1)
  assert.equal(series.get('api_business_orders_by_status_total{status="open"}'), 2)
  assert.equal(series.get('api_business_revenue_total{currency="EUR",payment_method="card"}'), 1299)
  assert.equal(series.get('api_business_active_sessions'), 5)
})

test('labels are typed: those that are declared, all of them', () => {
  const { business } = testMetrics()
  const plain = business.counter({ name: 'plain_total', help: 'x' })
  const labelled = business.counter({ name: 'labelled_total', help: 'x', labels: ['a', 'b'] })
  const timed = business.histogram({ name: 'timed_seconds', help: 'x', labels: ['a'] })
  plain.inc()
  labelled.inc({ a: 'x', b: 1 })
  // @ts-expect-error -- b is missing
  labelled.inc({ a: 'x' })
  // @ts-expect-error -- c was not declared
  labelled.inc({ a: 'x', b: 'y', c: 'z' })
  // @ts-expect-error -- labels are missing
  labelled.inc()
  // @ts-expect-error -- there are no labels
  plain.inc({ a: 'x' })
  // @ts-expect-error -- the value is missing
  timed.observe({ a: 'x' })
})

test('a metric without labels is there at zero, one with labels from labels() on', async () => {
  const metrics = testMetrics()
  metrics.counter({ name: 'plain_total', help: 'x' })
  metrics.counter({ name: 'by_kind_total', help: 'x', labels: ['kind'] }).labels({ kind: 'a' })
  metrics.histogram({ name: 'size_bytes', help: 'x', buckets: [1] })
  const series = await scrapeSeries(metrics)
  assert.equal(series.get('api_plain_total'), 0)
  assert.equal(series.get('api_by_kind_total{kind="a"}'), 0)
  assert.equal(series.get('api_size_bytes_bucket{le="1"}'), 0)
  assert.equal(series.get('api_size_bytes_count'), 0)
})

test('a counter takes no decrease and nothing that is not finite, and says how often', async () => {
  const metrics = testMetrics()
  const counter = metrics.counter({ name: 'cents_total', help: 'x' })
  counter.inc(5)
  for (const value of [-1, NaN, Infinity, -Infinity]) counter.inc(value)
  const series = await scrapeSeries(metrics)
  assert.equal(series.get('api_cents_total'), 5)
  assert.equal(series.get('api_metrics_values_dropped_total{metric="api_cents_total"}'), 4)
})

test('a histogram takes nothing that is not finite', async () => {
  const metrics = testMetrics()
  const histogram = metrics.histogram({ name: 'wait_seconds', help: 'x', unit: 'seconds' })
  for (const value of [0.3, NaN, Infinity]) histogram.observe(value)
  const series = await scrapeSeries(metrics)
  assert.equal(series.get('api_wait_seconds_count'), 1)
  assert.equal(series.get('api_wait_seconds_sum'), 0.3)
  assert.equal(series.get('api_metrics_values_dropped_total{metric="api_wait_seconds"}'), 2)
})

test('a gauge may be anything that is a number', async () => {
  const metrics = testMetrics()
  const gauge = metrics.gauge({ name: 'level', help: 'x', labels: ['tank'] })
  gauge.set({ tank: 'a' }, NaN)
  gauge.set({ tank: 'b' }, Infinity)
  gauge.labels({ tank: 'c' }).set(-Infinity)
  for (const accept of [undefined, openMetrics]) {
    const { text } = await metrics.scrape(accept)
    assert.match(text, /^api_level\{tank="a"\} NaN$/m)
    assert.match(text, /^api_level\{tank="b"\} \+Inf$/m)
    assert.match(text, /^api_level\{tank="c"\} -Inf$/m)
  }
})

test('label values come back from the text as they were', async () => {
  const metrics = testMetrics()
  const values = ['back\\slash', 'quo"te', 'two\nlines', 'a="b",c="d"} 1', 'é 😀', '\\n']
  const counter = metrics.counter({ name: 'odd_total', help: 'a\\b\n"c"', labels: ['value'] })
  for (const value of values) counter.inc({ value })
  for (const [accept, name] of [
    [undefined, 'api_odd_total'] as const,
    [openMetrics, 'api_odd'] as const,
  ]) {
    const { samples } = await scrapeFamily(metrics, name, accept)
    assert.deepEqual(
      samples.map(({ labels }) => labels['value']),
      values,
    )
  }
})

test('above the cap label sets share one series, sums stay right, and that is counted', async () => {
  const metrics = testMetrics()
  const counter = metrics.business.counter({ name: 'logins_total', help: 'x', labels: ['user'] })
  for (let user = 0; user < 1_500; user++) counter.inc({ user })
  counter.inc({ user: 0 })
  const { samples } = await scrapeFamily(metrics, 'api_business_logins_total')
  assert.equal(samples.length, 1_001)
  assert.deepEqual(samples.at(-1)?.labels, { user: '_overflow' })
  assert.equal(samples.at(-1)?.value, 500)
  assert.equal(
    samples.reduce((sum, { value }) => sum + value, 0),
    1_501,
  )
  const series = await scrapeSeries(metrics)
  const dropped = 'api_metrics_series_dropped_total{metric="api_business_logins_total"}'
  assert.equal(series.get(dropped), 500)
})

test('the cap holds for gauges and histograms too', async () => {
  const metrics = testMetrics({ maxSeries: 2 })
  const gauge = metrics.gauge({ name: 'depth', help: 'x', labels: ['queue'] })
  const histogram = metrics.histogram({ name: 'took_seconds', help: 'x', labels: ['queue'] })
  for (const queue of ['a', 'b', 'c', 'd']) {
    gauge.set({ queue }, 1)
    histogram.observe({ queue }, 1)
  }
  const series = await scrapeSeries(metrics)
  assert.equal(series.get('api_depth{queue="_overflow"}'), 1)
  assert.equal(series.get('api_took_seconds_count{queue="_overflow"}'), 2)
  assert.equal(series.get('api_metrics_series_dropped_total{metric="api_depth"}'), 2)
})

test('a gauge can be read at each scrape', async () => {
  const metrics = testMetrics()
  let depth = 1
  metrics.gauge({
    name: 'queue_depth',
    help: 'x',
    labels: ['queue'],
    collect: (gauge) => gauge.set({ queue: 'mail' }, depth),
  })
  assert.equal((await scrapeSeries(metrics)).get('api_queue_depth{queue="mail"}'), 1)
  depth = 9
  assert.equal((await scrapeSeries(metrics)).get('api_queue_depth{queue="mail"}'), 9)
})

test('a function that fails to tell a value costs its own metric, is told and counted', async () => {
  const errors: string[] = []
  const metrics = testMetrics({
    onError: (error, metric) => errors.push(`${metric}: ${String(error)}`),
  })
  metrics.gauge({
    name: 'broken',
    help: 'x',
    collect: () => {
      throw new Error('no answer')
    },
  })
  metrics.counter({ name: 'fine_total', help: 'x' }).inc()
  await metrics.scrape()
  const series = await scrapeSeries(metrics)
  assert.deepEqual(errors, Array(2).fill('api_broken: Error: no answer'))
  assert.equal(series.get('api_fine_total'), 1)
  assert.equal(series.get('api_metrics_collect_failures_total{metric="api_broken"}'), 2)
})

test('a mistake in a declaration is an error with a fix, while the service starts', () => {
  const metrics = testMetrics()
  const help = 'x'
  const mistakes: readonly (readonly [() => unknown, MetricsErrorCode])[] = [
    [() => metrics.counter({ name: 'orders', help }), 'METRIC_NAME_INVALID'],
    [() => metrics.counter({ name: 'ordersTotal', help }), 'METRIC_NAME_INVALID'],
    [() => metrics.gauge({ name: 'orders_total', help }), 'METRIC_NAME_INVALID'],
    [() => metrics.gauge({ name: 'orders_count', help }), 'METRIC_NAME_INVALID'],
    [() => metrics.histogram({ name: 'orders_bucket', help }), 'METRIC_NAME_INVALID'],
    [() => metrics.gauge({ name: 'orders-open', help }), 'METRIC_NAME_INVALID'],
    [() => metrics.gauge({ name: 'orders', help: ' ' }), 'METRIC_HELP_MISSING'],
    [() => metrics.gauge({ name: 'wait_ms', help, unit: 'seconds' }), 'METRIC_UNIT_INVALID'],
    [() => metrics.gauge({ name: 'orders', help, labels: ['orderId'] }), 'LABEL_NAME_INVALID'],
    [() => metrics.gauge({ name: 'orders', help, labels: ['__name__'] }), 'LABEL_NAME_INVALID'],
    [() => metrics.gauge({ name: 'orders', help, labels: ['le'] }), 'LABEL_NAME_INVALID'],
    [() => metrics.gauge({ name: 'orders', help, labels: ['a', 'a'] }), 'LABEL_NAME_INVALID'],
    [() => metrics.histogram({ name: 'took', help, buckets: [] }), 'BUCKETS_INVALID'],
    [() => metrics.histogram({ name: 'took', help, buckets: [1, 1] }), 'BUCKETS_INVALID'],
    [() => metrics.histogram({ name: 'took', help, buckets: [2, 1] }), 'BUCKETS_INVALID'],
    [() => metrics.histogram({ name: 'took', help, buckets: [1, Infinity] }), 'BUCKETS_INVALID'],
    [() => metrics.counter({ name: 'http_requests_total', help }), 'METRIC_NAME_TAKEN'],
    // In OpenMetrics a counter's family goes without _total.
    [() => metrics.gauge({ name: 'http_requests', help }), 'METRIC_NAME_TAKEN'],
  ]
  for (const [declare, code] of mistakes) {
    assert.throws(declare, (error: Error & { code?: string; fix?: string }) => {
      assert.equal(error.code, code, error.message)
      return error.fix !== undefined && error.message.endsWith(error.fix)
    })
  }
})
