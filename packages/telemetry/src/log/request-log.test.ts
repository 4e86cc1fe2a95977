import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLogger } from './create-logger.ts'
import { lineCounts } from './line-counts.ts'
import type { LogFields, Logger } from './logger.ts'
import { createRedactor } from './redactor.ts'
import { type RequestLogOptions, requestLog } from './request-log.ts'
import type { RequestRecord } from './request-record.ts'
import { hostileValues } from './testing/hostile-values.ts'
import { createMemorySink } from './testing/memory-sink.ts'

const request: RequestRecord = {
  requestId: 'r-1',
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  verb: 'GET',
  path: '/users/5',
  status: 200,
  durationMs: 1.5,
  responseSize: 42,
  remoteAddress: '192.0.2.1',
}

test('fields stand in the order of the design', () => {
  const { sink, logger } = start()
  requestLog(logger, { apiVersion: 'v1', route: '/users/{id}' }).completed({
    ...request,
    subject: 'u-1',
    spanId: '00f067aa0ba902b7',
    userAgent: 'curl/8',
  })
  assert.equal(
    sink.text,
    '{"level":"info","timestamp":"1970-01-01T00:00:00.000Z","service":"users",' +
      '"message":"request_completed","request_id":"r-1","user_id":"u-1",' +
      '"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7",' +
      '"api_version":"v1","method":"GET","route":"/users/{id}","path":"/users/5","status":200,' +
      '"duration_ms":1.5,"response_size":42,"remote_addr":"192.0.2.1","user_agent":"curl/8"}\n',
  )
})

test('a prepared line says what any logger is told', () => {
  const texts = Object.values(hostileValues()).filter((value) => typeof value === 'string')
  const records: RequestRecord[] = [
    request,
    { ...request, subject: 'u', spanId: 's', userAgent: 'ua' },
    { ...request, userAgent: 'x'.repeat(5_000), path: `/${'y'.repeat(5_000)}` },
    { ...request, durationMs: Number.NaN },
    { ...request, path: '/reset/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0' },
    { ...request, status: 500, failure: new Error('no database') },
    ...texts.map((text) => ({ ...request, path: text, userAgent: text, subject: text })),
  ]
  for (const record of records) {
    const { sink, logger } = start()
    const plain: [string, LogFields | undefined][] = []
    const other = foreignLogger((message, fields) => plain.push([message, fields]))
    const route = { apiVersion: 'v1', route: '/users/{id}' }
    requestLog(logger, route).completed(record)
    requestLog(other, route).completed(record)
    const [line] = sink.lines()
    const [told] = plain
    const { level: _l, timestamp: _t, service: _s, message, ...fields } = line ?? {}
    assert.equal(message, told?.[0])
    assert.deepEqual(fields, createRedactor().redact(told?.[1]))
  }
})

test('a query string is not logged', () => {
  assert.equal(pathOf({}, '/users?token=canary#x'), '/users')
  assert.equal(pathOf({ route: '/users' }, '/users?'), '/users')
})

test('marked and sensitively named parameters of the route are masked in the path', () => {
  const route = '/users/{email}/keys/{token}'
  const shown = '/users/a%40b.c/keys/[redacted]'
  assert.equal(pathOf({ route }, '/users/a%40b.c/keys/canary'), shown)
  const marked = { route, marked: ['email'] }
  assert.equal(pathOf(marked, '/users/canary/keys/canary?x'), '/users/[redacted]/keys/[redacted]')
  assert.equal(pathOf(marked, '/users/canary/keys'), route, 'where it does not match up')
  const rest = { route: '/files/{*path}', marked: ['path'] }
  assert.equal(pathOf(rest, '/files/canary/canary'), '/files/[redacted]')
})

test('a field of the request that is named as sensitive is masked', () => {
  const { sink, logger } = start({ redact: createRedactor({ names: ['remote_addr'] }) })
  requestLog(logger).completed(request)
  assert.equal(sink.lines()[0]?.['remote_addr'], '[redacted]')
})

test('what a logger has bound is in the line, once', () => {
  const { sink, logger } = start()
  requestLog(logger.child({ region: 'eu', path: 'bound' })).completed(request)
  assert.partialDeepStrictEqual(sink.lines()[0], { region: 'eu', path: '/users/5' })
  assert.equal(sink.text.split('"path"').length, 2)
})

test('successes of a route can be logged at another level, failures stay what they are', () => {
  const { sink, logger } = start()
  const probe = requestLog(logger, { successLevel: 'debug' })
  probe.completed(request)
  probe.completed({ ...request, status: 503 })
  assert.deepEqual(
    sink.lines().map(({ level, status }) => [level, status]),
    [['error', 503]],
  )
})

test('a sample of the successes is logged, alike for one trace, and every failure', () => {
  const { sink, logger } = start()
  const log = requestLog(logger, { sampleSuccesses: 0.25 })
  const traceIdOf = (random: string) => `${'0'.repeat(18)}${random}${'0'.repeat(6)}`
  for (const random of ['00000000', 'bfffffff', 'c0000000', 'ffffffff']) {
    log.completed({ ...request, traceId: traceIdOf(random), path: `/${random}` })
    log.completed({ ...request, traceId: traceIdOf(random), path: `/${random}`, status: 404 })
  }
  const paths = sink.lines().flatMap(({ path, status }) => (status === 200 ? [path] : []))
  assert.deepEqual(paths, ['/c0000000', '/ffffffff'])
  assert.equal(sink.lines().length, 6)
})

test('nothing is sampled at 0, without a trace either', () => {
  const { sink, logger } = start()
  const { traceId: _, ...untraced } = request
  requestLog(logger, { sampleSuccesses: 0 }).completed(untraced)
  assert.equal(sink.text, '')
})

test('lines are counted by level', () => {
  const { logger } = start()
  const counts = lineCounts(logger)
  requestLog(logger).completed(request)
  requestLog(logger).completed({ ...request, status: 500, failure: new Error('x') })
  logger.child({ a: 1 }).warn('w')
  logger.debug('not written')
  assert.deepEqual(counts, { trace: 0, debug: 0, info: 1, warn: 1, error: 1, fatal: 0 })
})

function start(options: { redact?: ReturnType<typeof createRedactor> } = {}) {
  const sink = createMemorySink()
  return { sink, logger: createLogger({ service: 'users', sink, clock: () => 0, ...options }) }
}

function pathOf(options: RequestLogOptions, path: string): unknown {
  const { sink, logger } = start()
  requestLog(logger, options).completed({ ...request, path })
  return sink.lines()[0]?.['path']
}

function foreignLogger(take: (message: string, fields?: LogFields) => void): Logger {
  const logger: Logger = {
    trace: take,
    debug: take,
    info: take,
    warn: take,
    error: take,
    fatal: take,
    child: () => logger,
    isEnabled: () => true,
  }
  return logger
}
