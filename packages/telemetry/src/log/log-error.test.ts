import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LogError, logError } from './log-error.ts'

test('an error says what happened and what to do', () => {
  const error = logError('LEVEL_UNKNOWN', { level: 'loud' })
  assert.ok(error instanceof LogError)
  assert.equal(error.code, 'LEVEL_UNKNOWN')
  assert.equal(
    error.message,
    'There is no log level "loud". Use one of trace, debug, info, warn, error, fatal',
  )
})
