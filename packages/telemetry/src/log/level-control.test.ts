import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLogger } from './create-logger.ts'
import { createLevelControl } from './level-control.ts'
import type { Logger } from './logger.ts'
import { createMemorySink } from './testing/memory-sink.ts'

const quarterHour = 15 * 60_000

test('a level that is set goes back by itself after a quarter of an hour', () => {
  const { logger, control, sink, pass } = start()
  assert.deepEqual(control.set('debug', { actor: 'ada' }), {
    level: 'debug',
    configured: 'info',
    override: { actor: 'ada', until: '1970-01-01T00:15:00.000Z' },
  })
  pass(quarterHour - 1)
  assert.equal(logger.isEnabled('debug'), true)
  pass(1)
  assert.equal(logger.isEnabled('debug'), false)
  assert.deepEqual(control.get(), { level: 'info', configured: 'info' })
  assert.partialDeepStrictEqual(sink.lines()[0], {
    level: 'warn',
    message: 'log_level_changed',
    reason: 'set',
    from: 'info',
    to: 'debug',
    actor: 'ada',
    until: '1970-01-01T00:15:00.000Z',
  })
  assert.partialDeepStrictEqual(sink.lines()[1], {
    message: 'log_level_changed',
    reason: 'expired',
    from: 'debug',
    to: 'info',
    actor: 'ada',
  })
})

test('a second change replaces the first, and starts its time anew', () => {
  const { logger, control, pass } = start()
  control.set('debug', { actor: 'ada', ttl: 1_000 })
  control.set('error', { actor: 'bob', ttl: 5_000 })
  pass(4_999)
  assert.equal(logger.isEnabled('warn'), false)
  pass(1)
  assert.deepEqual(control.get(), { level: 'info', configured: 'info' })
})

test('reset goes back at once, and nothing expires afterwards', () => {
  const { control, sink, pass } = start()
  control.set('fatal', { actor: 'ada' })
  assert.deepEqual(control.reset({ actor: 'bob' }), { level: 'info', configured: 'info' })
  pass(quarterHour)
  assert.deepEqual(
    sink.lines().map(({ reason, actor }) => [reason, actor]),
    [
      ['set', 'ada'],
      ['reset', 'bob'],
    ],
  )
})

test('an unknown level or a useless time changes nothing', () => {
  const { control, sink } = start()
  assert.throws(() => control.set('verbose' as 'debug', { actor: 'ada' }), {
    code: 'LEVEL_UNKNOWN',
  })
  for (const ttl of [0, -1, Number.NaN, 86_400_001, Infinity]) {
    assert.throws(() => control.set('debug', { actor: 'ada', ttl }), { code: 'LEVEL_TTL' })
  }
  assert.deepEqual(control.get(), { level: 'info', configured: 'info' })
  assert.equal(sink.text, '')
})

test('the timer does not keep the process', () => {
  const control = createLevelControl(createLogger({ service: 'users', sink: createMemorySink() }))
  control.set('debug', { actor: 'ada' })
  assert.equal(process.getActiveResourcesInfo().includes('Timeout'), false)
  control.reset({ actor: 'ada' })
})

test('a logger of another make is refused', () => {
  assert.throws(() => createLevelControl({} as Logger), { code: 'LOGGER_FOREIGN' })
})

function start() {
  const sink = createMemorySink()
  const logger = createLogger({ service: 'users', sink })
  let now = 0
  const due = new Map<() => void, number>()
  const control = createLevelControl(logger, {
    clock: () => now,
    timer(run, milliseconds) {
      due.set(run, now + milliseconds)
      return { cancel: () => due.delete(run) }
    },
  })
  const pass = (milliseconds: number) => {
    now += milliseconds
    for (const [run, time] of due) if (time <= now && due.delete(run)) run()
  }
  return { logger, control, sink, pass }
}
