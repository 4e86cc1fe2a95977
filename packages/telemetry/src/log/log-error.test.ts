import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { LogError, logError, logErrors } from './log-error.ts'

test('an error says what happened and what to do', () => {
  const error = logError('LEVEL_UNKNOWN', { level: 'loud' })
  assert.ok(error instanceof LogError)
  assert.equal(
    error.message,
    'There is no log level "loud". Use one of trace, debug, info, warn, error, fatal',
  )
})

test('the page about logging lists every error, and no other', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../../docs/logging.md'), 'utf8')
  const listed = [...page.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => String(code))
  assert.deepEqual(listed.toSorted(), Object.keys(logErrors).toSorted())
})
