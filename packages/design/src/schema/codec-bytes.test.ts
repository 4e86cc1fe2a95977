import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fromBase64, toBase64 } from './codec-bytes.ts'
import { t } from './t.ts'
import { messagesOf, run } from './test-codec.ts'

const encode = { direction: 'encode' } as const

/** Text and bytes; those of RFC 4648 §10 among them. */
const pairs: readonly (readonly [text: string, bytes: string])[] = [
  ['', ''],
  ['Zg==', 'f'],
  ['Zm8=', 'fo'],
  ['Zm9v', 'foo'],
  ['Zm9vYg==', 'foob'],
  ['Zm9vYmE=', 'fooba'],
  ['Zm9vYmFy', 'foobar'],
]

describe('bytes', () => {
  test('are base64 on the wire and a Uint8Array in the program', () => {
    for (const [text, content] of pairs) {
      const bytes = new TextEncoder().encode(content)
      assert.deepEqual(run(t.bytes(), text), { value: bytes })
      assert.deepEqual(run(t.bytes(), bytes, encode), { value: text })
    }
    assert.deepEqual(run(t.bytes(), '+/+/'), { value: new Uint8Array([0xfb, 0xff, 0xbf]) })
  })

  test('survive the way there and back, whatever their length', () => {
    for (const length of [1, 8191, 8192, 8193, 100_000]) {
      const bytes = Uint8Array.from({ length }, (_, at) => at * 7)
      assert.deepEqual(fromBase64(toBase64(bytes)), bytes)
    }
  })

  test('are told by the text of them, not by megabytes of it at once', () => {
    const text = 'QUJD'.repeat(4 * 1024 * 1024)
    const read = run(t.bytes(), text)
    assert.ok('value' in read && (read.value as Uint8Array).byteLength === 12 * 1024 * 1024)
    assert.deepEqual(run(t.bytes(), `${text}!===`), { issues: ['contentEncoding'] })
  })

  test('are no other text', () => {
    for (const text of [
      'Z',
      'Zg',
      'Zg=',
      'Z===',
      '====',
      'Zg== ',
      'Zg==\n',
      'Zm9-',
      'Zm9_',
      'Zg==Zg==',
    ]) {
      assert.deepEqual(run(t.bytes(), text), { issues: ['contentEncoding'] }, text)
    }
    for (const value of [null, 0, [], [102], {}, new Uint8Array([1])]) {
      assert.deepEqual(run(t.bytes(), value), { issues: ['contentEncoding'] })
    }
  })

  test('are written from a Uint8Array alone', () => {
    for (const value of [
      'Zg==',
      [102],
      new ArrayBuffer(1),
      new DataView(new ArrayBuffer(1)),
      null,
    ]) {
      assert.deepEqual(run(t.bytes(), value, encode), { issues: ['type'] })
    }
    assert.deepEqual(run(t.bytes(), Buffer.from('f'), encode), { value: 'Zg==' })
    assert.deepEqual(run(t.bytes(), new Uint8Array([0, 102]).subarray(1), encode), {
      value: 'Zg==',
    })
  })

  test('have at most so many', () => {
    for (const maxBytes of [0, 1, 2, 3, 4]) {
      const type = t.bytes({ maxBytes })
      const [fits, tooMany] = [maxBytes, maxBytes + 1].map((size) => new Uint8Array(size))
      assert.deepEqual(run(type, toBase64(fits as Uint8Array)), { value: fits })
      assert.deepEqual(run(type, toBase64(tooMany as Uint8Array)), { issues: ['maxLength'] })
      assert.deepEqual(run(type, tooMany, encode), { issues: ['maxLength'] })
      assert.equal(type.json.maxLength, toBase64(fits as Uint8Array).length)
    }
    assert.deepEqual(messagesOf(t.bytes({ maxBytes: 1 }), 'Zm9v'), ['must be at most 1 byte long'])
  })

  test('may be null, absent and in arrays', () => {
    const type = t.object({
      a: t.bytes().nullable(),
      b: t.bytes().optional(),
      c: t.array(t.bytes()),
    })
    const value = { a: null, c: [new Uint8Array([102])] }
    assert.deepEqual(run(type, { a: null, c: ['Zg=='] }), { value })
    assert.deepEqual(run(type, value, encode), { value: { a: null, c: ['Zg=='] } })
    assert.deepEqual(run(type, { a: '!', c: ['!'] }), {
      issues: ['/a contentEncoding', '/c/0 contentEncoding'],
    })
  })
})
