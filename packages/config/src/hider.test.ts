import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { Hider, looksSecret } from './hider.ts'

test('what looks like a secret is one', () => {
  const secrets = [
    'postgres://app:hunter2@db/app',
    'redis://:x@cache',
    'app:hunter2@db',
    'host=db password=hunter2',
    'https://db/?api_key=hunter2',
    'eyJhbGciOiJIUzI1NiJ9.e30.abc',
    '-----BEGIN PRIVATE KEY-----',
    'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
    'AKIAIOSFODNN7EXAMPLE',
    'Tr0ub4dor&3',
    'Passw0rdX',
    randomUUID(),
    randomBytes(32).toString('base64'),
    randomBytes(24).toString('hex'),
  ]
  for (const text of secrets) assert.ok(looksSecret(text), text)
})

test('what operators write otherwise is none', () => {
  const plain = [
    '80a',
    '15 seconds',
    'localhost:4317',
    'http://collector:4318/v1/traces',
    'db-prod-01.eu-central-1.rds.amazonaws.com',
    'storefront-payments-service-eu1',
    'tcp://10.0.0.1:6379',
    '/var/run/postgresql',
    '10.0.0.0/8,fd00::/8',
    '2026-11-22T09:30:00Z',
    'http/protobuf',
    'parentbased_traceidratio',
    'a name with many ordinary words in it',
  ]
  for (const text of plain) assert.ok(!looksSecret(text), text)
})

test('a known secret is hidden wherever it turns up', () => {
  const hider = new Hider()
  hider.learn('hunter2\n')
  assert.equal(hider.quote('hunter2'), '[secret]')
  assert.equal(hider.quote('http://hunter2.example'), '[secret]')
  assert.equal(hider.quote('hunter'), '"hunter"')
})

test('variables that are named like secrets are known, whoever reads them', () => {
  const hider = new Hider()
  hider.learnVariables({ GITHUB_TOKEN: 'plainword', USE_AUTH: 'true', PATH: 'not-hidden' })
  assert.deepEqual(
    ['plainword', 'true', 'not-hidden'].map((text) => hider.show(text)),
    ['[secret]', 'true', 'not-hidden'],
  )
})

test('a quotation stays on one line and ends', () => {
  const hider = new Hider()
  assert.equal(hider.quote('a\nb\u001b'), String.raw`"a\nb\u001b"`)
  assert.ok(hider.quote('many words '.repeat(100)).length < 60)
})

test('a sentence keeps everything but the secrets that are known', () => {
  const hider = new Hider()
  hider.learn('a-long-secret')
  assert.equal(hider.maskKnown('not a-long-secret, please'), 'not [secret], please')
})
