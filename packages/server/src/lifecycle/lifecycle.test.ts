import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ShutdownBudgets, resolveBudgets } from './budgets.ts'
import { Lifecycle } from './lifecycle.ts'

const budgets: ShutdownBudgets = { drainDelay: 0, requests: 50, close: 50, flush: 50, total: 5_000 }
const signal = { kind: 'signal', name: 'SIGTERM' } as const

function setUp(given: Partial<ShutdownBudgets> = {}) {
  const lines: string[] = []
  const write = (message: string, fields: Readonly<Record<string, unknown>> = {}) => {
    lines.push([message, fields['component']].filter(Boolean).join(' '))
  }
  const log = { info: write, warn: write, error: write }
  return { lifecycle: new Lifecycle({ ...budgets, ...given }, log), lines }
}

test('what was started is released in the reverse order', async () => {
  const { lifecycle } = setUp()
  const released: string[] = []
  for (const name of ['database', 'worker', 'http']) {
    await lifecycle.start(
      name,
      () => name,
      (handle) => released.push(handle),
    )
  }
  lifecycle.ready()
  const report = await lifecycle.shutdown(signal)
  assert.deepEqual(released, ['http', 'worker', 'database'])
  assert.equal(report.exitCode, 0)
  assert.equal(lifecycle.state, 'stopped')
})

test('a release that fails or hangs is named, and the others still run', async () => {
  const { lifecycle } = setUp()
  const released: string[] = []
  await lifecycle.start(
    'database',
    () => 1,
    () => released.push('database'),
  )
  await lifecycle.start(
    'stuck',
    () => 1,
    () => new Promise(() => {}),
  )
  await lifecycle.start(
    'broken',
    () => 1,
    () => Promise.reject(new Error('broken')),
  )
  lifecycle.ready()
  const { failed, exitCode } = await lifecycle.shutdown(signal)
  assert.deepEqual(failed, ['broken', 'stuck'])
  assert.deepEqual(released, ['database'])
  assert.equal(exitCode, 1)
})

test('a shutdown during a start aborts it and releases what had started', async () => {
  const { lifecycle } = setUp()
  const released: string[] = []
  await lifecycle.start(
    'database',
    () => 1,
    () => released.push('database'),
  )
  const starting = lifecycle.start(
    'slow',
    (aborted) =>
      new Promise((_, reject) =>
        aborted.addEventListener('abort', () => reject(new Error('gave up'))),
      ),
    () => released.push('slow'),
  )
  const [result] = await Promise.allSettled([starting, lifecycle.shutdown(signal)])
  assert.equal(result.status, 'rejected')
  assert.deepEqual(released, ['database'])
  await assert.rejects(
    lifecycle.start(
      'late',
      () => 1,
      () => {},
    ),
    /given up/,
  )
})

test('a start that succeeds although a shutdown began is released', async () => {
  const { lifecycle } = setUp()
  const released: string[] = []
  let finish = () => {}
  const started = new Promise<void>((resolve) => {
    finish = resolve
  })
  const starting = lifecycle.start(
    'deaf',
    () => started,
    () => released.push('deaf'),
  )
  const shutdown = lifecycle.shutdown(signal)
  finish()
  await assert.rejects(starting, /given up/)
  await shutdown
  assert.deepEqual(released, ['deaf'])
})

test('the first reason wins, and every caller gets the same report', async () => {
  const { lifecycle } = setUp()
  lifecycle.ready()
  const first = lifecycle.shutdown(signal)
  const second = lifecycle.shutdown({ kind: 'fatal', name: 'uncaughtException' })
  assert.equal(await first, await second)
  assert.equal((await first).reason, signal)
})

test('requests are served on during the drain delay, which SIGINT skips', async () => {
  const { lifecycle } = setUp({ drainDelay: 60_000, total: 100_000 })
  lifecycle.ready()
  let draining = 0
  lifecycle.onDrain(() => draining++)
  const shutdown = lifecycle.shutdown(signal)
  assert.equal(lifecycle.state, 'draining')
  assert.equal(draining, 1)
  lifecycle.skipDrain()
  await shutdown
  const { lifecycle: other } = setUp({ drainDelay: 60_000, total: 100_000 })
  other.ready()
  await other.shutdown({ kind: 'signal', name: 'SIGINT' })
})

test('a fatal error ends with 1 although everything was released', async () => {
  const { lifecycle } = setUp()
  lifecycle.ready()
  const report = await lifecycle.shutdown({ kind: 'fatal', name: 'uncaughtException' })
  assert.equal(report.exitCode, 1)
  assert.deepEqual(report.failed, [])
})

test('budgets that do not add up are refused with the numbers', () => {
  assert.throws(() => resolveBudgets({ requests: 29_000 }, {}), /37000 ms.*only 30000/)
  assert.equal(resolveBudgets({}, {}).drainDelay, 0)
  assert.equal(resolveBudgets({}, { KUBERNETES_SERVICE_HOST: '10.0.0.1' }).drainDelay, 5_000)
})

test('of two starts at once, both are released when a shutdown begins meanwhile', async () => {
  const { lifecycle } = setUp()
  const released: string[] = []
  const finish: (() => void)[] = []
  const slow = (name: string) =>
    lifecycle.start(
      name,
      () => new Promise<string>((resolve) => finish.push(() => resolve(name))),
      (handle) => released.push(handle),
    )
  const starts = Promise.allSettled([slow('postgres'), slow('redis')])
  const shutdown = lifecycle.shutdown(signal)
  for (const done of finish) done()
  await starts
  await shutdown
  assert.deepEqual(released.sort(), ['postgres', 'redis'])
})

test('however many releases hang, together they end in time for the flush', async () => {
  const { lifecycle } = setUp({ close: 100, flush: 50, total: 250 })
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
    await lifecycle.start(
      name,
      () => 1,
      () => new Promise(() => {}),
    )
  }
  lifecycle.ready()
  const { failed, durationMs } = await lifecycle.shutdown(signal)
  assert.equal(failed.length, 6)
  assert.ok(durationMs < 6 * 100, String(durationMs))
})
