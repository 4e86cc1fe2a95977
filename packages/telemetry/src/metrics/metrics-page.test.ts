import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { fullMetrics } from './testing/full-metrics.ts'
import { toMetricsTables } from './testing/metrics-table.ts'
import { parseExposition } from './testing/parse-exposition.ts'

const page = new URL('../../../../docs/metrics.md', import.meta.url)

test('docs/metrics.md holds the tables of today (UPDATE_DOCS=1 writes them)', () => {
  const text = readFileSync(page, 'utf8')
  let expected = text
  for (const [name, table] of Object.entries(toMetricsTables())) {
    const [begin, end] = [`<!-- ${name}: generated -->`, `<!-- /${name} -->`]
    const [before, rest] = expected.split(begin)
    const [, after] = rest?.split(end) ?? []
    assert.ok(before !== undefined && after !== undefined, `the page has a place for ${name}`)
    expected = `${before}${begin}\n${table}\n${end}${after}`
  }
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(page, expected)
  else assert.equal(text, expected)
})

test('the page has every metric of a full scrape, with its type and labels', async () => {
  const text = readFileSync(page, 'utf8')
  const { text: scraped } = await fullMetrics().scrape()
  for (const { name, type, samples } of parseExposition(scraped, 'prometheus')) {
    if (['api_business_orders_by_status_total', 'api_unreachable'].includes(name)) continue
    const row = text.split('\n').find((line) => line.startsWith(`| \`${name}\` | ${type} |`))
    assert.ok(row !== undefined, name)
    const labels = new Set(samples.flatMap((sample) => Object.keys(sample.labels)))
    labels.delete('le')
    for (const label of labels) assert.ok(row.includes(`\`${label}\``), `${label} of ${name}`)
  }
})

test('the example on the page runs', () => {
  const [, example] = /```ts\n([^]*?)```/.exec(readFileSync(page, 'utf8')) ?? []
  const script = example?.replace(
    '@seaworthy/telemetry/metrics',
    import.meta.resolve('../metrics.ts'),
  )
  const out = execFileSync(
    process.execPath,
    ['--input-type=module', '--eval', `${script}\nconsole.log(contentType, text)`],
    { encoding: 'utf8', timeout: 30_000 },
  )
  assert.match(out, /^text\/plain; version=0.0.4; charset=utf-8/)
  assert.match(out, /^api_business_orders_by_status_total\{status="paid"\} 2$/m)
  assert.match(out, /^api_business_active_sessions 42$/m)
})
