import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import winston from 'winston'
import { testLogger } from './testing/logger-contract.ts'
import { parseLines } from './testing/memory-sink.ts'
import { fromWinston } from './winston.ts'

testLogger('winston', ({ level, redact, clock }) => {
  const { logger, text } = createWinston({ level: level === 'trace' ? 'silly' : level })
  return { logger: fromWinston(logger, { redact, clock }), text }
})

test('the level in the line is ours where winston has none like it', () => {
  const { logger, text } = createWinston({ level: 'silly' })
  const log = fromWinston(logger)
  log.trace('lowest')
  log.fatal('highest')
  assert.deepEqual(
    parseLines(text()).map(({ level }) => level),
    ['trace', 'fatal'],
  )
})

test("winston's own metadata, formats and sets of levels are kept", () => {
  const { logger, text } = createWinston({
    level: 'warning',
    levels: winston.config.syslog.levels,
    defaultMeta: { service: 'users' },
    format: winston.format.combine(
      winston.format((info) => ({ ...info, formatted: true }))(),
      winston.format.json(),
    ),
  })
  const log = fromWinston(logger)
  log.info('no')
  log.warn('yes')
  assert.deepEqual([log.isEnabled('info'), log.isEnabled('warn')], [false, true])
  const [line, ...others] = parseLines(text())
  assert.equal(others.length, 0)
  assert.partialDeepStrictEqual(line, { level: 'warn', service: 'users', formatted: true })
})

function createWinston(options: winston.LoggerOptions) {
  let text = ''
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      text += chunk
      done()
    },
  })
  const logger = winston.createLogger({
    format: winston.format.json(),
    transports: [new winston.transports.Stream({ stream, eol: '\n' })],
    ...options,
  })
  return { logger, text: () => text }
}
