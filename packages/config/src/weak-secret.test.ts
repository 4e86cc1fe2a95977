import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { findWeakness } from './weak-secret.ts'

test('words that stand where a secret should are well known, however they are dressed up', () => {
  const words = ['secret', 'changeme', 'Change-Me!', 'password123', 'dev-secret-key', 'postgres']
  for (const word of [...words, 'your_jwt_secret', 'SuperSecretKey', 'admin']) {
    assert.equal(findWeakness(word), 'well known', word)
  }
})

test('few different characters are repetitive', () => {
  for (const text of ['a'.repeat(40), 'abababababababababababababababababab', '12345678']) {
    assert.equal(findWeakness(text), 'repetitive', text)
  }
})

test('random secrets are neither', () => {
  for (let round = 0; round < 200; round++) {
    for (const encoding of ['base64', 'hex'] as const) {
      assert.equal(findWeakness(randomBytes(32).toString(encoding)), undefined)
    }
  }
  assert.equal(findWeakness('correct horse battery staple'), undefined)
})
