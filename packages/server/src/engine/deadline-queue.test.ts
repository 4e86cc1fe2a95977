import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DeadlineQueue, type Waiting } from './deadline-queue.ts'

function begin(ago = 0): Waiting {
  return { started: performance.now() - ago }
}

/** A queue that tells when as many have expired as are waited for. */
function createQueue(length: number) {
  const expired: Waiting[] = []
  let tell = () => {}
  const queue = new DeadlineQueue<Waiting>(length, (context) => {
    expired.push(context)
    tell()
  })
  const until = async (count: number) => {
    while (expired.length < count) await new Promise<void>((resolve) => (tell = resolve))
  }
  return { queue, expired, until }
}

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length

test('requests expire in the order in which they began, those that were answered never', async () => {
  const { queue, expired, until } = createQueue(20)
  const contexts = Array.from({ length: 5 }, () => begin())
  for (const context of contexts) queue.add(context)
  queue.delete(contexts[1] as Waiting)
  await until(4)
  assert.deepEqual(
    expired,
    [0, 2, 3, 4].map((index) => contexts[index]),
  )
  assert.ok(performance.now() - (contexts[4]?.started ?? 0) >= 20)
})

test('one timer looks after all requests, and keeps nothing alive when they are answered', () => {
  const { queue } = createQueue(60_000)
  const before = timers()
  const contexts = Array.from({ length: 100 }, () => begin())
  for (let turn = 0; turn < 3; turn++) {
    for (const context of contexts) queue.add(context)
    assert.equal(timers(), before + 1)
    for (const context of contexts) queue.delete(context)
    assert.equal(timers(), before)
  }
})

test('a request that comes while the timer runs has its own time', async () => {
  const { queue, expired, until } = createQueue(30)
  const old = begin(25)
  queue.add(old)
  const young = begin()
  queue.add(young)
  await until(1)
  assert.deepEqual(expired, [old])
  await until(2)
  assert.ok(performance.now() - young.started >= 30)
})

test('a queue that was empty for a while goes on', async () => {
  const { queue, expired, until } = createQueue(5)
  for (let turn = 1; turn <= 3; turn++) {
    const context = begin()
    queue.add(context)
    await until(turn)
    assert.equal(expired.at(-1), context)
  }
})
