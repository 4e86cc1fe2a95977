import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { section } from './section.ts'
import { setting } from './setting.ts'
import { allSections, errorOf, productionEnv } from './test-config.ts'

test('the message tells every problem with its variable, source, expected form and example', () => {
  const env = { SERVER_PORT: '80a', SERVER_READ_TIMEOUT: '15', LOG_LEVEL: 'loud' }
  assert.equal(
    errorOf({ sections: allSections, env }).message,
    `The configuration for development has 3 problems:

  SERVER_PORT (environment): "80a" is not a port from 1 to 65535 (0 takes a free one)
    fix: Write it like SERVER_PORT=8080 [VALUE_INVALID]
  SERVER_READ_TIMEOUT (environment): "15" is not a duration with a unit (ms, s, m, h, d) from 1ms to 24h
    fix: Write it like SERVER_READ_TIMEOUT=15s [VALUE_INVALID]
  LOG_LEVEL (environment): "loud" is not one of trace, debug, info, warn, error, fatal
    fix: Write it like LOG_LEVEL=info [VALUE_INVALID]`,
  )
})

test('a misspelled variable is told where it may be why another is missing', () => {
  const env = { ...productionEnv, JWT_SECRET: '', JWT_SECERT: 'x' }
  assert.equal(
    errorOf({ sections: allSections, env }).message,
    `The configuration for production has a problem:

  JWT_SECRET: not set, but needed; its development value is not used in production
    fix: Set JWT_SECRET or JWT_SECRET_FILE to a secret (openssl rand -base64 32) [VALUE_MISSING]

Perhaps it has to do with this:

  JWT_SECERT: no setting reads this variable; did you mean JWT_SECRET?
    fix: Correct or unset it [VARIABLE_UNKNOWN]`,
  )
})

test('hundreds of problems still fit on one screen, and are counted', () => {
  const settings = Array.from(
    { length: 300 },
    (_, index) => [`word${index}`, setting.integer({ env: `MANY_${index}` })] as const,
  )
  const many = section('many', Object.fromEntries(settings))
  const unknown = Array.from({ length: 300 }, (_, index) => [`MANY_X${index}`, 'x'])
  const env = { MANY_0: `${'word '.repeat(1000)}\n\n\n`, ...Object.fromEntries(unknown) }
  const error = errorOf({ sections: [many], env })
  assert.equal(error.problems.length, 300)
  const rows = error.message.split('\n').flatMap((line) => line.match(/.{1,120}/g) ?? [''])
  assert.ok(rows.length < 50, `${rows.length} rows`)
  const told = error.message.match(/^ {4}fix:/gm)?.length ?? 0
  assert.match(error.message, new RegExp(`\\n  … and ${300 - told} more`))
  assert.ok(told > 15)
})

test('printed as an uncaught error it is the message, without frames and properties', () => {
  const error = errorOf({ sections: allSections, env: { SERVER_PORT: 'x' } })
  assert.equal(error.stack, `ConfigError: ${error.message}`)
  assert.ok(!inspect(error).includes('problems:'))
  assert.ok(Object.isFrozen(error.problems) && Object.isFrozen(error.problems[0]))
})
