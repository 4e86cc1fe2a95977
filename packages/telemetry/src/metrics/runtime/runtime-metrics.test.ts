import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { scrapeSeries } from '../testing/scrape-series.ts'
import { testMetrics } from '../testing/test-metrics.ts'
import { LoopWindow } from './loop-window.ts'
import { countOpenFiles, readMaxFiles } from './open-files.ts'

test('the runtime tells of its loop, memory, CPU and age', async () => {
  const series = await scrapeSeries(testMetrics())
  const above = (name: string, low: number) => {
    const value = series.get(name)
    assert.ok(value !== undefined && value > low, `${name} is ${value}`)
  }
  above('nodejs_heap_size_used_bytes', 1e6)
  above('nodejs_heap_size_total_bytes', 1e6)
  above('nodejs_heap_size_limit_bytes', 1e7)
  above('nodejs_heap_space_size_used_bytes{space="old"}', 0)
  above('nodejs_heap_space_size_total_bytes{space="new"}', 0)
  above('nodejs_external_memory_bytes', 0)
  above('process_resident_memory_bytes', 1e7)
  above('process_cpu_user_seconds_total', 0)
  above('process_cpu_seconds_total', 0)
  above('process_start_time_seconds', 1.7e9)
  above('process_uptime_seconds', 0)
  above('nodejs_eventloop_utilization_ratio', -1)
  above('nodejs_eventloop_time_seconds_total{state="active"}', -1)
  for (const figure of ['p50', 'p90', 'p99', 'max']) {
    above(`nodejs_eventloop_lag_${figure}_seconds`, -1)
  }
  for (const kind of ['major', 'minor', 'incremental', 'weakcb']) {
    above(`nodejs_gc_duration_seconds_count{kind="${kind}"}`, -1)
  }
})

test('a loop that was blocked shows it, in two scrapes one after the other', async () => {
  const window = new LoopWindow()
  await wait(60)
  const until = performance.now() + 150
  while (performance.now() < until);
  await wait(60)
  for (let scrape = 0; scrape < 2; scrape++) {
    const { max, p99, p50 } = window.figures()
    assert.ok(max >= 0.1, `${max}`)
    assert.ok(p99 <= max && p50 <= p99)
  }
  window.close()
})

test('a collection of garbage is counted by its kind', async () => {
  const metrics = testMetrics()
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  assert.ok(typeof collect === 'function')
  collect()
  const name = 'nodejs_gc_duration_seconds_count{kind="major"}'
  while ((await scrapeSeries(metrics)).get(name) === 0) await wait(5)
})

test('active resources are counted by type, and one that is gone is 0', async () => {
  const metrics = testMetrics()
  const before = (await scrapeSeries(metrics)).get('nodejs_active_resources{type="Timeout"}') ?? 0
  const timers = [setTimeout(() => {}, 60_000), setTimeout(() => {}, 60_000)]
  const name = 'nodejs_active_resources{type="Timeout"}'
  assert.equal((await scrapeSeries(metrics)).get(name), before + 2)
  for (const timer of timers) clearTimeout(timer)
  assert.equal((await scrapeSeries(metrics)).get(name), before)
})

test('open files are counted by the size of the folder, or by its entries where that is 0', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'fd-'))
  t.after(() => rmSync(folder, { recursive: true }))
  assert.equal(countOpenFiles(join(folder, 'absent')), undefined)
  for (const name of ['0', '1', '2']) writeFileSync(join(folder, name), '')
  mkdirSync(join(folder, 'fd'))
  // A file system of its own: this folder has a size, as that of a new Linux has.
  assert.ok((countOpenFiles(folder) ?? 0) > 0)
  if (process.platform !== 'linux') return
  assert.ok((countOpenFiles() ?? 0) > 2)
  // /proc/self/task has the size 0 on every Linux: its entries are counted, less the one for reading.
  assert.ok((countOpenFiles('/proc/self/task') ?? -1) >= 0)
})

test('the limit of open files is read, unless there is none', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'limits-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'limits')
  const limits = (soft: string) =>
    `Limit                     Soft Limit           Hard Limit           Units     \n` +
    `Max processes             31707                31707                processes \n` +
    `Max open files            ${soft}              524288               files     \n`
  writeFileSync(file, limits('1024'))
  assert.equal(readMaxFiles(file), 1024)
  writeFileSync(file, limits('unlimited'))
  assert.equal(readMaxFiles(file), undefined)
  assert.equal(readMaxFiles(join(folder, 'absent')), undefined)
})
