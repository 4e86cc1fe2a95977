import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HealthClock } from './component-monitor.ts'
import type { HealthCheck } from './health-check.ts'
import { HealthMonitor } from './health-monitor.ts'

/** A clock that a test turns by hand. */
class ManualClock implements HealthClock {
  #now = 0
  #waiting: { at: number; run: () => void }[] = []

  now(): number {
    return this.#now
  }

  date(): Date {
    return new Date(this.#now)
  }

  later(run: () => void, milliseconds: number): () => void {
    const entry = { at: this.#now + milliseconds, run }
    this.#waiting.push(entry)
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry)
    }
  }

  /** Moves on; what is due runs, and gets the turns of the event loop that it needs. */
  async turn(milliseconds: number): Promise<void> {
    this.#now += milliseconds
    const due = this.#waiting.filter(({ at }) => at <= this.#now)
    this.#waiting = this.#waiting.filter(({ at }) => at > this.#now)
    for (const { run } of due) run()
    for (let settle = 0; settle < 5; settle++) await new Promise((resolve) => setImmediate(resolve))
  }
}

function monitor(t: { after(run: () => void): void }, checks: readonly HealthCheck[]) {
  const clock = new ManualClock()
  const changes: string[] = []
  const health = new HealthMonitor(checks, {
    clock,
    onChange: (name, { status }) => changes.push(`${name} ${status}`),
  })
  t.after(() => health.close())
  return { clock, changes, health }
}

test('the worst counted component decides; its criticality says how much it counts', async (t) => {
  const fail = () => Promise.reject(new Error('refused'))
  const cases = [
    ['critical', 'unhealthy'],
    ['degrading', 'degraded'],
    ['info', 'ok'],
  ] as const
  for (const [criticality, expected] of cases) {
    const { health } = monitor(t, [{ name: 'x', criticality, run: fail }])
    await health.start()
    const { status, components } = health.snapshot()
    assert.equal(status, expected, criticality)
    assert.equal(components['x']?.status, 'unhealthy')
    assert.equal(components['x']?.message, 'refused')
  }
})

test('before the first check a critical component is not healthy', (t) => {
  const { health } = monitor(t, [{ name: 'x', run: () => {} }])
  assert.equal(health.snapshot().status, 'unhealthy')
})

test('two hundred snapshots cost a component one check an interval', async (t) => {
  let checks = 0
  const { clock, health } = monitor(t, [{ name: 'x', interval: 10_000, run: () => void checks++ }])
  await health.start()
  for (let probe = 0; probe < 200; probe++) health.snapshot()
  assert.equal(checks, 1)
  await clock.turn(12_000)
  assert.equal(checks, 2)
})

test('a check that does not come back fails at its timeout, and is not started twice', async (t) => {
  let checks = 0
  const stuck = () => {
    checks++
    return new Promise<void>(() => {})
  }
  const { clock, health } = monitor(t, [{ name: 'x', timeout: 5, interval: 1_000, run: stuck }])
  await health.start()
  assert.equal(health.snapshot().status, 'unhealthy')
  assert.match(health.snapshot().components['x']?.message ?? '', /longer than 5 ms/)
  await clock.turn(1_200)
  await clock.turn(1_200)
  assert.equal(checks, 1)
})

test('what is known of a stuck component turns stale, then unhealthy, and recovers by itself', async (t) => {
  let stuck = false
  let release = () => {}
  const run = () =>
    stuck
      ? new Promise<void>((resolve) => {
          release = resolve
        })
      : Promise.resolve()
  const { clock, health, changes } = monitor(t, [
    { name: 'x', timeout: 60_000, interval: 10_000, run },
  ])
  await health.start()
  stuck = true
  await clock.turn(12_000)
  assert.equal(health.snapshot().status, 'ok')
  await clock.turn(9_000)
  assert.equal(health.snapshot().components['x']?.status, 'degraded')
  assert.match(health.snapshot().components['x']?.message ?? '', /stale/)
  await clock.turn(10_000)
  assert.equal(health.snapshot().status, 'unhealthy')
  stuck = false
  release()
  await clock.turn(12_000)
  assert.equal(health.snapshot().status, 'ok')
  assert.deepEqual(changes, ['x ok'])
})

test('only changes are told', async (t) => {
  let broken = false
  const run = () => (broken ? Promise.reject(new Error('gone')) : Promise.resolve())
  const { clock, health, changes } = monitor(t, [{ name: 'db', interval: 1_000, run }])
  await health.start()
  await clock.turn(1_200)
  broken = true
  await clock.turn(1_200)
  await clock.turn(1_200)
  broken = false
  await clock.turn(1_200)
  assert.deepEqual(changes, ['db ok', 'db unhealthy', 'db ok'])
})
