import { api, get, service, t } from '@seaworthy/design'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createEngine } from 'seaworthy'
import { createClient } from './create-client.ts'
import { connect, transports } from './test-connect.ts'
import { TimeLimit } from './time-limit.ts'

const waiting = service('waiting', {
  methods: {
    forever: { http: get('/forever'), result: t.integer() },
    short: { http: get('/short'), deadline: '50ms', result: t.integer() },
  },
})
const waitingApi = api('waiting', { version: '1.0.0', services: [waiting] })

for (const transport of transports) {
  describe(`over ${transport}`, () => {
    async function withEngine(use: (options: object, aborted: Promise<void>) => Promise<void>) {
      let tellAborted = () => {}
      const aborted = new Promise<void>((resolve) => (tellAborted = resolve))
      const wait = (_: void, { signal }: { signal: AbortSignal }) =>
        new Promise<number>((resolve) => {
          signal.addEventListener('abort', () => {
            tellAborted()
            resolve(0)
          })
        })
      const engine = createEngine(waitingApi, {
        handlers: { waiting: { forever: wait, short: wait } },
        record: () => undefined,
      })
      try {
        await use(await connect(engine, transport), aborted)
      } finally {
        await engine.close()
      }
    }

    test('the time of a call ends it, and the work of the service', async () => {
      await withEngine(async (options, aborted) => {
        const client = createClient(waitingApi, { ...options, timeout: 40 })
        const outcome = await client.waiting.forever.safe()
        assert.ok(!outcome.ok && outcome.error.code === 'transport:timeout')
        assert.equal(outcome.error.message, 'waiting.forever: no answer within 40 ms')
        assert.equal(outcome.error.attempts, 1)
        await aborted
      })
    })

    test('the signal of the caller ends it, with its reason', async () => {
      await withEngine(async (options, aborted) => {
        const client = createClient(waitingApi, options)
        const controller = new AbortController()
        const reason = new Error('The user left')
        const call = client.waiting.forever.safe({ signal: controller.signal, timeout: 10_000 })
        setTimeout(() => controller.abort(reason), 20)
        const outcome = await call
        assert.ok(!outcome.ok && outcome.error.code === 'transport:aborted')
        assert.equal(outcome.error.cause, reason)
        await aborted
      })
    })

    test('the service is the first to say that its deadline has passed', async () => {
      await withEngine(async (options) => {
        const client = createClient(waitingApi, { ...options, retry: false })
        const outcome = await client.waiting.short.safe()
        assert.ok(!outcome.ok && outcome.error.code === 'problem:deadlineExceeded')
        assert.equal(outcome.error.status, 504)
      })
    })
  })
}

describe('a fetch that does not heed its signal', () => {
  const deaf = createClient(waitingApi, { fetch: () => new Promise(() => undefined) })

  test('cannot outlast the time of the call', async () => {
    const outcome = await deaf.waiting.forever.safe({ timeout: 20 })
    assert.ok(!outcome.ok && outcome.error.code === 'transport:timeout')
  })

  test('nor can a body that never ends', async () => {
    const endless = createClient(waitingApi, {
      fetch: async () => new Response(new ReadableStream({ pull: () => new Promise(() => {}) })),
    })
    const outcome = await endless.waiting.forever.safe({ timeout: 20 })
    assert.ok(!outcome.ok && outcome.error.code === 'transport:timeout')
  })

  test('nor can a hook', async () => {
    const hooked = createClient(waitingApi, {
      fetch: async () => Response.json(1),
      headers: () => new Promise(() => undefined),
    })
    const outcome = await hooked.waiting.forever.safe({ timeout: 20 })
    assert.ok(!outcome.ok && outcome.error.code === 'transport:timeout')
    assert.equal(outcome.error.attempts, 0)
  })

  test('nothing is sent when the caller has given up before', async () => {
    let calls = 0
    const client = createClient(waitingApi, {
      fetch: async () => Response.json(++calls),
      headers: () => ({ 'x-call': `${++calls}` }),
    })
    const outcome = await client.waiting.forever.safe({ signal: AbortSignal.abort('no') })
    assert.ok(!outcome.ok && outcome.error.code === 'transport:aborted')
    assert.equal(outcome.error.attempts, 0)
    assert.equal(outcome.error.cause, 'no')
    assert.equal(calls, 0)
  })
})

describe('the default time', () => {
  test('is the deadline of the method and five seconds', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] })
    const client = createClient(waitingApi, { fetch: () => new Promise(() => undefined) })
    const call = client.waiting.forever.safe()
    const turn = () => new Promise((resolve) => setImmediate(resolve))
    await turn()
    context.mock.timers.tick(34_999)
    const early = await Promise.race([call, turn().then(() => 'waiting')])
    assert.equal(early, 'waiting')
    context.mock.timers.tick(1)
    const outcome = await call
    assert.ok(!outcome.ok && outcome.error.code === 'transport:timeout')
  })
})

describe('a time limit', () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length

  test('leaves no timer and no listener behind', async () => {
    const before = timers()
    const client = createClient(waitingApi, { fetch: async () => Response.json(1) })
    const controller = new AbortController()
    assert.equal(await client.waiting.forever({ signal: controller.signal }), 1)
    await createClient(waitingApi, {
      fetch: async () => Response.error(),
    }).waiting.forever.safe({ retry: false })
    assert.equal(timers(), before)
  })

  test('that is longer than a timer can count never ends', () => {
    const before = timers()
    for (const milliseconds of [2 ** 31, Infinity]) {
      assert.equal(new TimeLimit(milliseconds, undefined).over, undefined)
    }
    assert.equal(timers(), before)
    const longest = new TimeLimit(2 ** 31 - 1, undefined)
    assert.equal(timers(), before + 1)
    longest.clear()
  })
})
