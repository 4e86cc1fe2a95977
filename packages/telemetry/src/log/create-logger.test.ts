import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLogger } from './create-logger.ts'
import { testLogger } from './testing/logger-contract.ts'
import { createMemorySink } from './testing/memory-sink.ts'

testLogger('pino', (options) => {
  const sink = createMemorySink()
  return { logger: createLogger({ ...options, service: 'users', sink }), text: () => sink.text }
})

test('a line begins with level, timestamp and the identity of the service', () => {
  const sink = createMemorySink()
  const logger = createLogger({
    service: 'users',
    environment: 'production',
    version: '1.4.0',
    sink,
    clock: () => 0,
  })
  logger.info('ready', { port: 8080 })
  assert.equal(
    sink.text,
    '{"level":"info","timestamp":"1970-01-01T00:00:00.000Z","service":"users",' +
      '"environment":"production","version":"1.4.0","message":"ready","port":8080}\n',
  )
})

test('the level is info unless told', () => {
  const logger = createLogger({ service: 'users', sink: createMemorySink() })
  assert.deepEqual([logger.isEnabled('debug'), logger.isEnabled('info')], [false, true])
})

test('an unknown level is an error that names those that are known', () => {
  const level = 'verbose' as 'info' // As it may come from a file.
  assert.throws(
    () => createLogger({ service: 'users', level, sink: createMemorySink() }),
    /no log level "verbose". Use one of trace, debug, info, warn, error, fatal/,
  )
})

test('no character ends a line for any reader or reaches a terminal raw', () => {
  const sink = createMemorySink()
  const logger = createLogger({ service: 'users', sink })
  const text = Array.from({ length: 0x2100 }, (_, code) => String.fromCharCode(code)).join('')
  logger.info(text.slice(0, 4_000), { [text.slice(0, 200)]: text.slice(0x2000) })
  assert.doesNotMatch(sink.text.slice(0, -1), /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/)
  assert.equal(sink.lines()[0]?.['message'], text.slice(0, 4_000))
})

test('dropped lines are told of whatever the level is', () => {
  const sink = createMemorySink()
  let report: ((lines: number) => void) | undefined
  createLogger({
    service: 'users',
    level: 'fatal',
    sink: { ...sink, onDropped: (listener) => (report = listener) },
  })
  report?.(17)
  assert.partialDeepStrictEqual(sink.lines()[0], {
    level: 'warn',
    service: 'users',
    message: 'log_lines_dropped',
    count: 17,
  })
})
