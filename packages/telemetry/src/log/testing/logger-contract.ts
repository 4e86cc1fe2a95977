import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLevelControl } from '../level-control.ts'
import { withLogContext } from '../log-context.ts'
import { type LogLevel, logLevels } from '../log-level.ts'
import type { LogFields, Logger } from '../logger.ts'
import { createRedactor, type Redactor } from '../redactor.ts'
import { requestLog } from '../request-log.ts'
import { hostileValues } from './hostile-values.ts'
import { parseLines } from './memory-sink.ts'

export interface Subject {
  readonly logger: Logger
  /** What was written so far. */
  readonly text: () => string
}

export interface SubjectOptions {
  readonly level: LogLevel
  readonly redact: Redactor
  readonly clock: () => number
}

/** What every logger of this package does, whichever library writes its lines. */
export function testLogger(name: string, create: (options: SubjectOptions) => Subject): void {
  const start = (level: LogLevel = 'trace', redact = createRedactor()) => {
    const { logger, text } = create({ level, redact, clock: () => 1_768_473_045_123 })
    return { logger, text, lines: () => parseLines(text()) }
  }

  test(`${name}: a line has level, timestamp, message and fields`, () => {
    const { logger, lines } = start()
    logger.info('order_placed', { order_id: 'o-1', items: 2, express: false, coupon: null })
    assert.partialDeepStrictEqual(lines()[0], {
      level: 'info',
      timestamp: '2026-01-15T10:30:45.123Z',
      message: 'order_placed',
      order_id: 'o-1',
      items: 2,
      express: false,
      coupon: null,
    })
  })

  test(`${name}: each level has its word, and a message needs no fields`, () => {
    const { logger, lines } = start()
    for (const level of logLevels) logger[level](`at ${level}`)
    assert.deepEqual(
      lines().map(({ level, message }) => [level, message]),
      logLevels.map((level) => [level, `at ${level}`]),
    )
  })

  test(`${name}: lines below the level are not written, and their fields are not read`, () => {
    const { logger, text } = start('warn')
    const fields = {
      get costly(): string {
        throw new Error('read')
      },
    }
    logger.trace('no', fields)
    logger.debug('no', fields)
    logger.info('no', fields)
    assert.equal(text(), '')
    assert.deepEqual(
      logLevels.filter((level) => logger.isEnabled(level)),
      ['warn', 'error', 'fatal'],
    )
  })

  test(`${name}: a child adds its fields to each line, and its parent does not have them`, () => {
    const { logger, lines } = start()
    const child = logger.child({ component: 'mail' }).child({ job: 7, token: 'abc' })
    child.info('sent')
    logger.info('idle')
    const [sent, idle] = lines()
    assert.partialDeepStrictEqual(sent, { component: 'mail', job: 7, token: '[redacted]' })
    assert.deepEqual([idle?.['component'], idle?.['job']], [undefined, undefined])
  })

  test(`${name}: the field nearest to the call wins, and no name stands twice in a line`, () => {
    const { logger, text, lines } = start()
    const child = logger.child({ a: 'child', b: 'child' })
    withLogContext({ a: 'context', b: 'context', c: 'context', d: 'context' }, () =>
      child.info('x', { a: 'call', d: 'call' }),
    )
    assert.partialDeepStrictEqual(lines()[0], { a: 'call', b: 'child', c: 'context', d: 'call' })
    for (const name of ['a', 'b', 'c', 'd']) {
      assert.equal(text().split(`"${name}":`).length, 2, `"${name}" stands once`)
    }
    child.info('y')
    assert.partialDeepStrictEqual(lines()[1], { a: 'child', b: 'child' })
  })

  test(`${name}: a field cannot pose as a part of the line`, () => {
    const { logger, lines } = start()
    const forged = { level: 'debug', timestamp: 'then', message: 'other', service: 'theirs' }
    logger.child(forged).info('real')
    logger.info('real', forged)
    for (const line of lines()) {
      assert.partialDeepStrictEqual(line, {
        level: 'info',
        timestamp: '2026-01-15T10:30:45.123Z',
        message: 'real',
        'fields.level': 'debug',
        'fields.timestamp': 'then',
        'fields.message': 'other',
        'fields.service': 'theirs',
      })
    }
  })

  test(`${name}: an error says name, message, code, stack and causes, and nothing else`, () => {
    const { logger, lines } = start()
    const root = Object.assign(new TypeError('no route'), { code: 'EHOSTUNREACH', address: 'a' })
    const error = new Error('query failed', { cause: new Error('no connection', { cause: root }) })
    logger.error('request_failed', { error })
    const [line] = lines()
    const logged = line?.['error'] as Record<string, unknown>
    assert.deepEqual(Object.keys(logged).toSorted(), ['cause', 'message', 'name', 'stack'])
    assert.partialDeepStrictEqual(logged, {
      name: 'Error',
      message: 'query failed',
      stack: error.stack,
      cause: {
        message: 'no connection',
        cause: { name: 'TypeError', message: 'no route', code: 'EHOSTUNREACH' },
      },
    })
    assert.equal(JSON.stringify(logged).includes('address'), false)
  })

  test(`${name}: an error in place of fields is the field error`, () => {
    const { logger, lines } = start()
    // @ts-expect-error an Error is no record of fields, but untyped callers pass it
    logger.error('failed', new Error('oh'))
    assert.partialDeepStrictEqual(lines()[0], { error: { message: 'oh' } })
  })

  test(`${name}: error and fatal say where they were called, the others do not`, () => {
    const { logger, lines } = start()
    logger.warn('w')
    logger.error('e')
    logger.child({}).fatal('f')
    const callers = lines().map(({ caller }) => caller)
    assert.equal(callers[0], undefined)
    assert.match(String(callers[1]), /log\/testing\/logger-contract\.ts:\d+$/)
    assert.match(String(callers[2]), /log\/testing\/logger-contract\.ts:\d+$/)
  })

  test(`${name}: values with a sensitive name or a marked place are masked`, () => {
    const { logger, text, lines } = start('info', createRedactor({ paths: ['/user/email'] }))
    logger.info('login', {
      Authorization: 'canary-1',
      user: { email: 'canary-2', id: 5, tags: [{ 'api-key': 'canary-3' }] },
      headers: { 'Set-Cookie': ['canary-4'], accept: '*/*' },
    })
    assert.partialDeepStrictEqual(lines()[0], {
      Authorization: '[redacted]',
      user: { email: '[redacted]', id: 5, tags: [{ 'api-key': '[redacted]' }] },
      headers: { 'Set-Cookie': '[redacted]', accept: '*/*' },
    })
    assert.equal(text().includes('canary'), false)
  })

  test(`${name}: whatever is logged is one JSON object on one line`, () => {
    for (const [what, value] of Object.entries(hostileValues())) {
      const { logger, text } = start()
      const name = typeof value === 'string' ? value : 'name'
      const fields = { value, in: [{ value }], [name]: 1 }
      logger.info(name, fields)
      logger.child(fields).error('child', { value })
      withLogContext(fields, () => logger.info('context'))
      assert.equal(parseLines(text()).length, 3, what)
      assert.ok(text().length < 60_000, `${what}: ${text().length} characters`)
    }
  })

  test(`${name}: arguments of the wrong type are logged, not thrown at`, () => {
    const { logger, lines } = start()
    const untyped = logger as unknown as { info(...args: unknown[]): void }
    const values = [undefined, null, 5, 'text', ['a'], () => 1, ...Object.values(hostileValues())]
    for (const value of values) {
      untyped.info(value, value)
      logger.child(value as LogFields).info('child')
      withLogContext(value as LogFields, () => logger.info('context'))
    }
    assert.equal(lines().length, values.length * 3)
  })

  test(`${name}: lines within a context have its fields, across awaits and timers`, async () => {
    const { logger, lines } = start()
    const result = await withLogContext({ request_id: 'r-1', password: 'p' }, async () => {
      await new Promise((resolve) => setImmediate(resolve))
      logger.info('inside')
      withLogContext({ user_id: 'u-1' }, () => logger.info('deeper'))
      return 'result'
    })
    logger.info('outside')
    const [inside, deeper, outside] = lines()
    assert.equal(result, 'result')
    assert.partialDeepStrictEqual(inside, { request_id: 'r-1', password: '[redacted]' })
    assert.partialDeepStrictEqual(deeper, { request_id: 'r-1', user_id: 'u-1' })
    assert.equal(outside?.['request_id'], undefined)
  })

  test(`${name}: the level changes for a while, and each change is a line`, () => {
    const { logger, lines } = start('info')
    const child = logger.child({ component: 'mail' })
    const control = createLevelControl(logger, {
      clock: () => 1_768_473_045_123,
      timer: () => ({ cancel() {} }),
    })
    control.set('debug', { actor: 'ada', ttl: 1_000 })
    child.debug('seen')
    control.set('error', { actor: 'ada' })
    child.warn('unseen')
    control.reset({ actor: 'bob' })
    child.debug('unseen')
    assert.deepEqual(
      lines().map(({ message, from, to, actor }) => [message, from, to, actor].join(' ').trim()),
      [
        'log_level_changed info debug ada',
        'seen',
        'log_level_changed debug error ada',
        'log_level_changed error info bob',
      ],
    )
  })

  test(`${name}: the line about a request has the fields of the design`, () => {
    const { logger, lines } = start('debug')
    const log = requestLog(logger, { apiVersion: 'v1', route: '/users/{id}' })
    const arrival = {
      requestId: 'r-1',
      subject: 'u-1',
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      spanId: '00f067aa0ba902b7',
      verb: 'GET',
      path: '/users/5?token=canary',
      remoteAddress: '192.0.2.1',
      userAgent: 'curl/8 "\u001b[2J"',
    }
    log.arrived(arrival)
    log.completed({ ...arrival, status: 200, durationMs: 12.34567, responseSize: 42 })
    const said = {
      request_id: 'r-1',
      user_id: 'u-1',
      trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
      span_id: '00f067aa0ba902b7',
      api_version: 'v1',
      method: 'GET',
      route: '/users/{id}',
      path: '/users/5',
      remote_addr: '192.0.2.1',
      user_agent: 'curl/8 "\u001b[2J"',
    }
    const [started, completed] = lines()
    assert.partialDeepStrictEqual(started, { level: 'debug', message: 'request_started', ...said })
    assert.partialDeepStrictEqual(completed, {
      level: 'info',
      message: 'request_completed',
      ...said,
      status: 200,
      duration_ms: 12.346,
      response_size: 42,
    })
  })

  test(`${name}: a request is warned of from 400, and an error from 500`, () => {
    const { logger, lines } = start('info')
    const log = requestLog(logger)
    const request = {
      requestId: 'r',
      verb: 'GET',
      path: '/',
      remoteAddress: '::1',
      durationMs: 1,
      responseSize: 0,
    }
    for (const status of [200, 399, 400, 499, 503]) log.completed({ ...request, status })
    log.completed({ ...request, status: 500, failure: new Error('no database') })
    assert.deepEqual(
      lines().map(({ level }) => level),
      ['info', 'info', 'warn', 'warn', 'error', 'error'],
    )
    assert.partialDeepStrictEqual(lines()[5], { error: { message: 'no database' } })
    assert.equal('route' in (lines()[0] ?? {}), false)
  })
}
