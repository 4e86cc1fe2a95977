import assert from 'node:assert/strict'
import { api, error, get, jwt, post, service, t as type } from '@seaworthy/design'
import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { type TestContext, test } from 'node:test'
import { ClientGoneError, DeadlineError } from './deadline.ts'
import type { HandlerContext } from './handler-context.ts'
import { connectRaw } from './test-raw-connection.ts'
import {
  type StartService,
  type TestService,
  forEachTransport,
  startOverSocket,
} from './test-transports.ts'

const token = jwt('token')
const jobs = service('jobs', {
  path: '/jobs',
  errors: { full: error(409, 'The queue is full') },
  methods: {
    run: { http: get('/'), deadline: '40ms', result: type.any() },
    wait: { http: get('/wait'), deadline: '1h', result: type.any() },
    ages: { http: get('/ages'), deadline: '1000h', result: type.any() },
    load: {
      http: post('/'),
      deadline: '40ms',
      payload: { text: type.string() },
      result: type.any(),
    },
    guarded: { http: get('/guarded'), deadline: '40ms', security: token, result: type.any() },
  },
})

type Context = HandlerContext<{ full: { input: object } }>
type Handler = (context: Context) => unknown

function startJobs(start: StartService, t: TestContext, handler: Handler): Promise<TestService> {
  const run = (_: unknown, context: unknown) => handler(context as Context)
  return start(t, api('jobs', { version: '1', services: [jobs] }), {
    authenticators: { token: () => new Promise(() => {}) },
    handlers: { jobs: { run, wait: run, ages: run, load: run, guarded: run } },
  })
}

/** Never settles by itself. */
const never = () => new Promise<never>(() => {})

function aborted(signal: AbortSignal): Promise<unknown> {
  return signal.aborted ? Promise.resolve() : once(signal, 'abort')
}

forEachTransport('deadlines', (start) => {
  test('a handler that takes too long is a 504, and its signal aborts', async (t) => {
    let reason: unknown
    const { send, outcome } = await startJobs(start, t, async ({ signal }) => {
      await aborted(signal)
      reason = signal.reason
      signal.throwIfAborted()
    })
    const { status, json, headers } = await send('/jobs')
    assert.equal(status, 504)
    assert.equal(headers['content-type'], 'application/problem+json; charset=utf-8')
    assert.equal(json.type, 'urn:problem:seaworthy:deadline-exceeded')
    assert.ok(reason instanceof DeadlineError)
    const { failure, status: recorded, aborted: cut } = await outcome()
    assert.deepEqual([failure, recorded, cut], [reason, 504, false])
    assert.match(reason.message, /jobs\.run took longer than 40 ms/)
  })

  test('a handler that ignores its signal is answered for all the same', async (t) => {
    const { send } = await startJobs(start, t, never)
    assert.equal((await send('/jobs')).status, 504)
    assert.equal((await send('/jobs')).status, 504)
  })

  test('what a handler does after its deadline changes nothing', async (t) => {
    const endings: Handler[] = [
      () => 'late',
      () => Promise.reject(new Error('late')),
      ({ errors }) => errors.full.throw(),
    ]
    for (const ending of endings) {
      let done = () => {}
      const late = new Promise<void>((resolve) => (done = resolve))
      const { send, outcomes } = await startJobs(start, t, async (context) => {
        await aborted(context.signal)
        await new Promise((resolve) => setImmediate(resolve))
        setImmediate(done)
        return ending(context)
      })
      assert.equal((await send('/jobs')).status, 504)
      await late
      assert.equal(outcomes.length, 1)
    }
  })

  test('a signal that is first asked for after the deadline is aborted', async (t) => {
    let late: Context | undefined
    const { send } = await startJobs(start, t, (context) => {
      late = context
      return never()
    })
    await send('/jobs')
    assert.ok(late?.signal.aborted)
    assert.equal(late.remaining(), 0)
  })

  test('the deadline counts while the caller is verified', async (t) => {
    let called = false
    const { send } = await startJobs(start, t, () => (called = true))
    const { status } = await send({ path: '/jobs/guarded', headers: { authorization: 'Bearer x' } })
    assert.deepEqual([status, called], [504, false])
  })

  test('a handler knows what is left of its time, in or out of its context', async (t) => {
    const { send } = await startJobs(start, t, ({ remaining }) => remaining())
    const { json } = await send('/jobs')
    assert.ok(json > 0 && json <= 40, String(json))
  })

  test('a deadline beyond what a timer can hold is none that has passed', async (t) => {
    const { send } = await startJobs(
      start,
      t,
      () => new Promise((resolve) => setImmediate(() => resolve('ok'))),
    )
    assert.equal((await send('/jobs/ages')).json, 'ok')
  })

  test('a signal of a request that ended well never aborts', async (t) => {
    const signals: AbortSignal[] = []
    const { send, engine } = await startJobs(start, t, ({ signal }) => signals.push(signal))
    await send('/jobs/wait')
    await engine.close()
    assert.equal(signals[0]?.aborted, false)
  })

  test('all signals abort when the engine is told so', async (t) => {
    const stop = new Error('The service stops')
    const { send, engine } = await startJobs(start, t, async ({ signal }) => {
      setImmediate(() => engine.abort(stop))
      await aborted(signal)
      return String(signal.reason)
    })
    assert.equal((await send('/jobs/wait')).json, 'Error: The service stops')
  })
})

test('a body that has not arrived at the deadline is a 408, and the connection ends', async (t) => {
  const { port, outcome } = await startJobs(startOverSocket, t, () => 'never called')
  const { send, response, ended, socket } = await connectRaw(t, port)
  send(
    'POST /jobs HTTP/1.1',
    'Host: x',
    'Content-Type: application/json',
    'Content-Length: 20',
    '',
    '{"text"',
  )
  const { status, headers, text } = await response()
  assert.equal(status, 408)
  assert.equal(headers['connection'], 'close')
  assert.equal(JSON.parse(text).type, 'urn:problem:seaworthy:request-timeout')
  socket.end()
  await ended
  const { status: recorded, aborted: cut, failure } = await outcome()
  assert.deepEqual([recorded, cut, failure], [408, false, undefined])
})

test('a client that goes away aborts the signal, and is recorded as 499', async (t) => {
  let began = () => {}
  const beginning = new Promise<void>((resolve) => (began = resolve))
  const reasons: unknown[] = []
  const { port, outcome } = await startJobs(startOverSocket, t, async ({ signal }) => {
    began()
    await aborted(signal)
    reasons.push(signal.reason)
    throw signal.reason
  })
  const { socket, send } = await connectRaw(t, port)
  send('GET /jobs/wait HTTP/1.1', 'Host: x', '', '')
  await beginning
  socket.destroy()
  const { status, aborted: cut, failure, remoteAddress, route } = await outcome()
  assert.deepEqual([status, cut, failure, route], [499, true, undefined, '/jobs/wait'])
  assert.equal(remoteAddress, '127.0.0.1')
  assert.ok(reasons[0] instanceof ClientGoneError)
})

test('a client that goes away while its body or its token is looked at is no failure either', async (t) => {
  let called = false
  const { port, outcomes, recorded } = await startJobs(startOverSocket, t, () => (called = true))
  const half = await connectRaw(t, port)
  half.send(
    'POST /jobs HTTP/1.1',
    'Host: x',
    'Content-Type: application/json',
    'Content-Length: 20',
    '',
    '{"text"',
  )
  const guarded = await connectRaw(t, port)
  guarded.send('GET /jobs/guarded HTTP/1.1', 'Host: x', 'Authorization: Bearer x', '', '')
  // A third request, so that the first two have been read when it is answered.
  const { response, send } = await connectRaw(t, port)
  send('GET /nope HTTP/1.1', 'Host: x', '', '')
  await response()
  half.socket.resetAndDestroy()
  guarded.socket.resetAndDestroy()
  await recorded(3)
  assert.deepEqual(outcomes.map(({ status }) => String(status)).sort(), ['404', '499', '499'])
  assert.deepEqual(
    outcomes.map(({ failure }) => failure),
    [undefined, undefined, undefined],
  )
  assert.equal(called, false)
})

test('answers that wait behind another on their connection are recorded as not sent when it breaks', async (t) => {
  let began = () => {}
  const beginning = new Promise<void>((resolve) => (began = resolve))
  let first = true
  const { port, recorded, outcomes } = await startJobs(startOverSocket, t, () => {
    if (!first) return 'at once'
    first = false
    began()
    return never()
  })
  const { socket, send } = await connectRaw(t, port)
  for (let turn = 0; turn < 3; turn++) send('GET /jobs/wait HTTP/1.1', 'Host: x', '', '')
  await beginning
  await new Promise((resolve) => setImmediate(resolve))
  socket.destroy()
  await recorded(3)
  assert.deepEqual(
    outcomes.map(({ status, aborted: cut }) => [status, cut]),
    [
      [499, true],
      [499, true],
      [499, true],
    ],
  )
})

test('requests that wait behind another on their connection are recorded when it breaks', async (t) => {
  let began = 0
  let all = () => {}
  const beginning = new Promise<void>((resolve) => (all = resolve))
  const { port, recorded, outcomes } = await startJobs(startOverSocket, t, () => {
    if (++began === 3) all()
    return never()
  })
  const { socket, send } = await connectRaw(t, port)
  for (let turn = 0; turn < 3; turn++) send('GET /jobs/wait HTTP/1.1', 'Host: x', '', '')
  await beginning
  socket.destroy()
  await recorded(3)
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    [499, 499, 499],
  )
})

test('a client of node:http that aborts is recorded once', async (t) => {
  let began = () => {}
  const beginning = new Promise<void>((resolve) => (began = resolve))
  const { port, outcome } = await startJobs(startOverSocket, t, () => {
    began()
    return never()
  })
  const outgoing = request({ port, host: '127.0.0.1', path: '/jobs/wait' }).end()
  outgoing.on('error', () => {})
  await beginning
  outgoing.destroy()
  assert.equal((await outcome()).status, 499)
  const other = connect(port, '127.0.0.1')
  await once(other, 'connect')
  other.destroy()
})
