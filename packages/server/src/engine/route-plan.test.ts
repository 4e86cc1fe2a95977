import assert from 'node:assert/strict'
import { api, error, get, post, service, t as type } from '@seaworthy/design'
import { type TestContext, test } from 'node:test'
import type { HandlerContext } from './handler-context.ts'
import { DesignedError, ProblemError, automaticProblem } from './problem.ts'
import { ResultMismatchError } from './response-encoder.ts'
import { type StartService, forEachTransport } from './test-transports.ts'

const taken = error(409, 'The name is taken', {
  name: type.string(),
  by: type.object({ id: type.integer(), note: type.string().default('none') }).optional(),
})
const users = service('users', {
  path: '/users',
  errors: { closed: error(503, 'Closed for today') },
  methods: {
    find: { http: get('/'), result: { id: type.integer() }, errors: { taken } },
    other: {
      http: get('/other'),
      result: { id: type.integer() },
      errors: { gone: error(410, 'Gone') },
    },
    add: { http: post('/'), payload: { name: type.string() }, result: { id: type.integer() } },
  },
})

type Errors = { taken: { input: object }; closed: { input: object }; gone: { input: object } }
type Handler = (context: HandlerContext<Errors>) => unknown

function startUsers(start: StartService, t: TestContext, handler: Handler) {
  const run = (_: unknown, context: unknown) =>
    handler(context as HandlerContext<Errors>) as { id: number }
  return start(t, api('people', { version: '1', services: [users] }), {
    handlers: { users: { find: run, other: run, add: run } },
  })
}

const nothing = undefined as unknown as Error

/** A handler that throws what a program should not throw, and may. */
function throwing(value: unknown): Handler {
  return () => {
    throw value as Error
  }
}

forEachTransport('failures', (start) => {
  const cause = new Error('connect ECONNREFUSED s3cret.internal:5432')

  const thrown: [string, Handler, (failure: unknown) => void][] = [
    [
      'an error',
      () => {
        throw cause
      },
      (failure) => assert.equal(failure, cause),
    ],
    ['a rejection', () => Promise.reject(cause), (failure) => assert.equal(failure, cause)],
    [
      'a late rejection',
      () => new Promise((_, reject) => setImmediate(reject, cause)),
      (failure) => assert.equal(failure, cause),
    ],
    [
      'a thenable that rejects',
      // oxlint-disable-next-line unicorn/no-thenable -- query builders are
      () => ({ then: (_: unknown, reject: (error: Error) => void) => reject(cause) }),
      (failure) => assert.equal(failure, cause),
    ],
    ['undefined', throwing(undefined), (failure) => assert.ok(failure instanceof Error)],
    [
      'a rejection with nothing',
      () => Promise.reject(nothing),
      (failure) => assert.ok(failure instanceof Error),
    ],
    ['null', throwing(null), (failure) => assert.ok(failure instanceof Error)],
    ['a string', throwing('s3cret'), (failure) => assert.equal((failure as Error).cause, 's3cret')],
    [
      'an object without a prototype',
      throwing(Object.create(null)),
      (failure) => assert.ok(failure instanceof Error),
    ],
    [
      'an error with a status',
      () => {
        throw Object.assign(new Error('s3cret'), { statusCode: 402, status: 402 })
      },
      (failure) => assert.match(String(failure), /s3cret/),
    ],
    [
      'a proxy that cannot be looked at',
      () => {
        const { proxy, revoke } = Proxy.revocable({}, {})
        revoke()
        throw proxy as Error
      },
      (failure) => assert.ok(failure instanceof TypeError),
    ],
  ]

  for (const [name, handler, check] of thrown) {
    test(`${name} that the design does not name is a 500 that tells nothing`, async (t) => {
      const { send, outcome } = await startUsers(start, t, handler)
      const { status, headers, json, text } = await send('/users')
      assert.equal(status, 500)
      assert.equal(headers['content-type'], 'application/problem+json; charset=utf-8')
      assert.equal(json.type, 'urn:problem:seaworthy:internal')
      assert.deepEqual(Object.keys(json), ['type', 'title', 'status', 'instance', 'trace_id'])
      assert.doesNotMatch(text, /s3cret|stack|Error/)
      const { failure, status: recorded, route } = await outcome()
      assert.deepEqual([recorded, route], [500, '/users'])
      check(failure)
      assert.equal((await send('/nope')).status, 404)
    })
  }

  test('a designed error goes out with its fields, and is no failure', async (t) => {
    const { send, outcome } = await startUsers(start, t, ({ errors }) =>
      errors.taken.throw(
        { name: 'Ada', by: { id: 1, s3cret: 1 }, s3cret: 2 },
        { detail: 'Try another', cause },
      ),
    )
    const { status, json, headers } = await send('/users')
    assert.equal(status, 409)
    assert.deepEqual(json, {
      type: 'urn:problem:people:users:taken',
      title: 'The name is taken',
      status: 409,
      detail: 'Try another',
      instance: headers['x-request-id'],
      trace_id: json.trace_id,
      name: 'Ada',
      by: { id: 1, note: 'none' },
    })
    const { failure, status: recorded } = await outcome()
    assert.deepEqual([failure, recorded], [undefined, 409])
  })

  test('a designed error of the server is recorded with its cause', async (t) => {
    const { send, outcome } = await startUsers(start, t, ({ errors }) => {
      throw errors.closed({ s3cret: 1 }, { cause })
    })
    const { status, json, text } = await send('/users')
    assert.deepEqual([status, json.type], [503, 'urn:problem:people:users:closed'])
    assert.doesNotMatch(text, /s3cret/)
    const { failure } = await outcome()
    assert.ok(failure instanceof DesignedError)
    assert.equal(failure.cause, cause)
  })

  test('a designed error of another method is a 500', async (t) => {
    let kept: HandlerContext<Errors>['errors'] | undefined
    const { send, outcome } = await startUsers(start, t, ({ errors, method }) => {
      if (method.name === 'find') {
        kept = errors
        return { id: 1 }
      }
      throw kept?.taken({ name: 'Ada' }) as Error
    })
    assert.equal((await send('/users')).status, 200)
    const { status, text } = await send('/users/other')
    assert.equal(status, 500)
    assert.doesNotMatch(text, /Ada|taken/)
    assert.ok((await outcome()).failure instanceof DesignedError)
  })

  test('a designed error whose fields do not match its design is a 500', async (t) => {
    const { send, outcome } = await startUsers(start, t, ({ errors }) =>
      errors.taken.throw({ name: 7 }),
    )
    assert.equal((await send('/users')).status, 500)
    const { failure } = await outcome()
    assert.ok(failure instanceof ResultMismatchError)
    assert.equal(
      failure.message,
      'The error taken of users.find does not match its design: /name must be a string',
    )
  })

  test('of problems that a handler makes itself, only those that all methods may have go out', async (t) => {
    let problem: ProblemError = automaticProblem('unavailable', {
      headers: { 'retry-after': '5' },
      cause,
    })
    const { send, outcome } = await startUsers(start, t, () => {
      throw problem
    })
    const unavailable = await send('/users')
    assert.deepEqual([unavailable.status, unavailable.headers['retry-after']], [503, '5'])
    assert.equal((await outcome()).failure, problem)
    problem = new ProblemError({ type: 'urn:mine', status: 404, title: 's3cret' })
    const own = await send('/users')
    assert.equal(own.status, 500)
    assert.doesNotMatch(own.text, /s3cret|mine/)
    assert.equal((await outcome()).failure, problem)
  })

  test('a problem that cannot be written is a 500', async (t) => {
    const odd = [
      automaticProblem('forbidden', { members: { count: 1n } }),
      automaticProblem('forbidden', { headers: { 'x-odd': 'a\r\nset-cookie: b=c' } }),
      automaticProblem('forbidden', { headers: { 'x odd': 'a' } }),
      Object.assign(automaticProblem('forbidden'), { status: 9000 }),
    ]
    for (const problem of odd) {
      const { send, outcome } = await startUsers(start, t, () => {
        throw problem
      })
      const { status, headers, json } = await send('/users')
      assert.equal(status, 500)
      assert.equal(json.status, 500)
      assert.equal(json.instance, headers['x-request-id'])
      assert.equal(headers['set-cookie'], undefined)
      assert.ok((await outcome()).failure instanceof Error)
    }
  })

  test('a result that does not match its design is a 500, recorded with what is wrong', async (t) => {
    for (const result of [undefined, null, 'text', [], {}, { id: 'x' }, { id: 1.5 }]) {
      const { send, outcome } = await startUsers(start, t, () => result)
      assert.equal((await send('/users')).status, 500, JSON.stringify(result))
      const { failure } = await outcome()
      assert.ok(failure instanceof ResultMismatchError)
      assert.match(failure.message, /^The result of users\.find does not match its design: /)
    }
  })

  test('handlers keep the object that they belong to', async (t) => {
    class People {
      readonly #id = 7
      find() {
        return { id: this.#id }
      }
      other = () => ({ id: 1 })
      add() {
        return this.find()
      }
    }
    const { send } = await start(t, api('people', { version: '1', services: [users] }), {
      handlers: { users: new People() },
    })
    assert.deepEqual((await send('/users')).json, { id: 7 })
    assert.deepEqual((await send({ verb: 'POST', path: '/users', json: { name: 'x' } })).json, {
      id: 7,
    })
  })

  test('a hundred failures at once are a hundred answers and a hundred records', async (t) => {
    const { send, outcomes, recorded } = await startUsers(start, t, () => Promise.reject(cause))
    const answers = await Promise.all(Array.from({ length: 100 }, () => send('/users')))
    assert.ok(answers.every(({ status }) => status === 500))
    await recorded(100)
    assert.equal(new Set(outcomes.map(({ requestId }) => requestId)).size, 100)
  })
})
