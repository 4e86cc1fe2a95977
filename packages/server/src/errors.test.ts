import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { ServerError, serverError, serverErrors } from './errors.ts'

const page = join(import.meta.dirname, '../../../docs/server-errors.md')

test('the page of the errors says what the catalogue says', async () => {
  const text = await readFile(page, 'utf8')
  const rows = text.split('\n').filter((line) => line.startsWith('| `'))
  const expected = Object.entries(serverErrors).map(
    ([code, { message, fix }]) => `| \`${code}\` | ${message} | ${fix} |`,
  )
  assert.deepEqual(rows, expected, `docs/server-errors.md must list:\n${expected.join('\n')}`)
})

test('an error tells what is wrong and what to do, with its values filled in', () => {
  const cause = new Error('listen EADDRINUSE')
  const error = serverError('ADDRESS_IN_USE', { address: '127.0.0.1:80' }, cause)
  assert.ok(error instanceof ServerError)
  assert.equal(error.message, `127.0.0.1:80 is in use by another process. ${error.fix}`)
  assert.deepEqual([error.name, error.code, error.cause], ['ServerError', 'ADDRESS_IN_USE', cause])
})

test('a value is never read as a placeholder', () => {
  const { message } = serverError('ADDRESS_IN_USE', { address: '%fix $& $1' })
  assert.match(message, /^%fix \$& \$1 is in use/)
})
