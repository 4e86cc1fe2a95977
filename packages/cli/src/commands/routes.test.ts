import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seaworthy } from '../test-cli.ts'

test('lists verb, path, method, security and deadline', async () => {
  const { code, stdout, stderr } = await seaworthy(['routes', 'shop.ts'])
  assert.deepEqual([code, stderr], [0, ''])
  assert.equal(
    stdout,
    [
      'VERB  PATH             METHOD                     SECURITY       DEADLINE',
      'GET   /api/items/{id}  items.get                  -              250ms',
      'POST  /api/items       items.add                  bearer(write)  2m',
      'GET   /api/items/old   items: redirect to /items  -              -',
      '',
    ].join('\n'),
  )
})
