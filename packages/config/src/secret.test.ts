import assert from 'node:assert/strict'
import { test } from 'node:test'
import { format, inspect } from 'node:util'
import { Secret } from './secret.ts'

test('a secret is told by reveal() and by nothing else', () => {
  const canary = 'canary-7f3a'
  const secret = new Secret(canary)
  assert.equal(secret.reveal(), canary)
  const outputs = [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret }),
    inspect({ secret }, { showHidden: true, depth: 9 }),
    inspect(secret, { customInspect: false, showHidden: true }),
    format('%s %o %O %j', secret, secret, secret, secret),
    JSON.stringify(Object.entries(Object.getOwnPropertyDescriptors(secret))),
    JSON.stringify(structuredClone({ secret })),
  ]
  for (const output of outputs) assert.ok(!output.includes(canary), output)
  assert.deepEqual([String(secret), JSON.stringify(secret)], ['[secret]', '"[secret]"'])
  assert.ok(Object.isFrozen(secret))
})
