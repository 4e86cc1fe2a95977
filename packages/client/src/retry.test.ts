import { api, del, error, get, post, service, t } from '@seaworthy/design'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test } from 'node:test'
import { createEngine } from 'seaworthy'
import { createClient } from './create-client.ts'
import type { RetryOptions } from './retry-policy.ts'
import { connect, transports } from './test-connect.ts'

const jobs = service('jobs', {
  errors: { busy: error(503, 'All workers are busy') },
  methods: {
    get: { http: get('/job'), result: t.integer() },
    start: { http: post('/job'), result: t.integer() },
    restart: { http: post('/job/again'), result: t.integer(), idempotent: true },
    stop: { http: del('/job') },
    slow: { http: get('/slow'), deadline: '1s', result: t.integer() },
  },
})
const jobsApi = api('jobs', { version: '1.0.0', services: [jobs] })

/** A clock that only pauses move, and the pauses. */
function testClock() {
  const pauses: number[] = []
  let now = 1_000_000
  const options: RetryOptions = {
    random: () => 0.5,
    now: () => now,
    sleep: async (milliseconds) => {
      pauses.push(milliseconds)
      now += milliseconds
    },
  }
  return { pauses, options }
}

type Answer = { status: number; headers?: Record<string, string> } | 'broken'

/** Answers in this order, then with 7; counts. */
function scripted(answers: Answer[], options: { timeout?: number; retry?: RetryOptions } = {}) {
  const clock = testClock()
  const calls: RequestInit[] = []
  const client = createClient(jobsApi, {
    ...options,
    retry: { ...clock.options, ...options.retry },
    fetch: async (_, init) => {
      calls.push(init)
      const answer = answers[calls.length - 1]
      if (answer === 'broken') throw new TypeError('fetch failed')
      if (answer !== undefined) return new Response('', answer)
      return Response.json(7)
    },
  })
  return { client: client.jobs, calls, clock }
}

describe('a call of an idempotent method is repeated', () => {
  for (const answer of [
    { status: 429 },
    { status: 502 },
    { status: 503 },
    { status: 504 },
    'broken',
  ] as const) {
    const name = answer === 'broken' ? 'a broken connection' : `${answer.status}`
    test(`after ${name}, twice at most`, async () => {
      const lucky = scripted([answer, answer])
      assert.equal(await lucky.client.get(), 7)
      assert.equal(lucky.calls.length, 3)
      const unlucky = scripted([answer, answer, answer])
      const outcome = await unlucky.client.get.safe()
      assert.ok(!outcome.ok)
      assert.equal(outcome.error.attempts, 3)
      assert.match(outcome.error.message, /\(after 3 attempts\)$/)
      assert.equal(unlucky.calls.length, 3)
    })
  }

  test('also when the design says so against the verb', async () => {
    const { client, calls } = scripted([{ status: 503 }])
    assert.equal(await client.restart(), 7)
    assert.equal(calls.length, 2)
  })

  test('with pauses whose bound doubles, anywhere below it', async () => {
    const { client, clock } = scripted(['broken', 'broken', 'broken', 'broken'], {
      retry: { limit: 4, delay: 100, maxDelay: 300 },
    })
    await client.get()
    assert.deepEqual(clock.pauses, [50, 100, 150, 150])
  })

  test('not before Retry-After, in seconds or as a date', async () => {
    const date = new Date(1_010_000).toUTCString()
    const { client, clock } = scripted([
      { status: 429, headers: { 'retry-after': '3' } },
      { status: 503, headers: { 'retry-after': date } },
    ])
    await client.get()
    assert.deepEqual(clock.pauses, [3000 + 100, 10_000 - 3100 + 200])
  })
})

describe('a call is not repeated', () => {
  for (const answer of [{ status: 503 }, { status: 429 }, 'broken'] as const) {
    test(`of a method that is not idempotent: ${JSON.stringify(answer)}`, async () => {
      const { client, calls } = scripted([answer, answer], { retry: { limit: 5 } })
      const outcome = await client.start.safe()
      assert.ok(!outcome.ok)
      assert.equal(outcome.error.attempts, 1)
      assert.equal((await client.start.safe({ retry: { limit: 5 } })).ok, false)
      assert.equal(calls.length, 2)
    })
  }

  for (const status of [400, 401, 404, 409, 500, 501]) {
    test(`after ${status}`, async () => {
      const { client, calls } = scripted([{ status }])
      assert.equal((await client.get.safe()).ok, false)
      assert.equal(calls.length, 1)
    })
  }

  test('when the client or the call says so', async () => {
    const { client, calls } = scripted(['broken', 'broken'])
    assert.equal((await client.get.safe({ retry: false })).ok, false)
    assert.equal(calls.length, 1)
    const never = scripted(['broken'], { retry: { limit: 0 } })
    assert.equal((await never.client.get.safe()).ok, false)
    assert.equal(never.calls.length, 1)
  })

  test('when Retry-After asks for more than the longest pause', async () => {
    const { client, calls } = scripted([{ status: 429, headers: { 'retry-after': '60' } }], {
      timeout: Infinity,
    })
    const outcome = await client.get.safe()
    assert.ok(!outcome.ok)
    assert.equal(outcome.error.retryAfter, 60_000)
    assert.equal(calls.length, 1)
  })

  test('when the time of the call would be over before', async () => {
    const { client, calls, clock } = scripted(['broken', 'broken'], {
      timeout: 140,
      retry: { delay: 200, limit: 9 },
    })
    const outcome = await client.get.safe()
    assert.ok(!outcome.ok && outcome.error.code === 'transport:network')
    assert.deepEqual(clock.pauses, [100])
    assert.equal(calls.length, 2)
  })

  test('when the caller gives up in the pause', async () => {
    const controller = new AbortController()
    const { client, calls } = scripted(['broken', 'broken'], {
      retry: { sleep: async () => controller.abort(new Error('enough')) },
    })
    const outcome = await client.get.safe({ signal: controller.signal })
    assert.ok(!outcome.ok && outcome.error.code === 'transport:aborted')
    assert.equal(outcome.error.attempts, 1)
    assert.equal((outcome.error.cause as Error).message, 'enough')
    assert.equal(calls.length, 1)
  })
})

test('every attempt sends the same request', async () => {
  const { client, calls } = scripted(['broken', { status: 502 }])
  await client.restart()
  assert.deepEqual(
    calls.map(({ method, body }) => [method, body]),
    Array.from({ length: 3 }, () => ['POST', undefined]),
  )
})

for (const transport of transports) {
  test(`a service that recovers is reached, over ${transport}`, async () => {
    let left = 2
    const engine = createEngine(jobsApi, {
      handlers: {
        jobs: {
          get: (_, { errors }) => (left-- > 0 ? errors.busy.throw() : 7),
          start: (_, { errors }) => errors.busy.throw(),
          restart: () => 7,
          stop: () => undefined,
          slow: () => 7,
        },
      },
      record: () => undefined,
    })
    try {
      const { options: retry, pauses } = testClock()
      const client = createClient(jobsApi, { ...(await connect(engine, transport)), retry })
      assert.equal(await client.jobs.get(), 7)
      assert.equal(pauses.length, 2)
      const outcome = await client.jobs.start.safe()
      assert.ok(!outcome.ok && outcome.error.code === 'busy')
      assert.equal(outcome.error.attempts, 1)
    } finally {
      await engine.close()
    }
  })
}

test('a connection that is refused is repeated and then told with its cause', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  const { options: retry, pauses } = testClock()
  const client = createClient(jobsApi, { baseUrl: `http://127.0.0.1:${port}`, retry })
  const outcome = await client.jobs.get.safe()
  assert.ok(!outcome.ok && outcome.error.code === 'transport:network')
  assert.match(outcome.error.message, /ECONNREFUSED/)
  assert.equal(outcome.error.attempts, 3)
  assert.equal(pauses.length, 2)
})
