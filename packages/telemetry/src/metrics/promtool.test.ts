import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fullMetrics } from './testing/full-metrics.ts'

const missing = spawnSync('promtool', ['--version']).error !== undefined
const advice =
  'promtool is not installed, so no referee saw the metrics. It comes with the Debian package ' +
  '"prometheus" (apt-get install prometheus) or from https://prometheus.io/download'
if (missing) process.stderr.write(`\n!! ${advice}\n\n`)

test('promtool has nothing to say about a full scrape', { skip: missing && advice }, async () => {
  const { text } = await fullMetrics().scrape()
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
    input: text,
    encoding: 'utf8',
  })
  assert.equal(stdout + stderr, '')
  assert.equal(status, 0)
})
