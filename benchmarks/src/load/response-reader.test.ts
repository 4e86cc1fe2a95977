import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ResponseReader } from './response-reader.ts'

const response = Buffer.from('HTTP/1.1 200 OK\r\nDate: x\r\nContent-Length: 5\r\n\r\nhello')

test('a response in one chunk is complete', () => {
  const reader = new ResponseReader(200)
  assert.equal(reader.push(response), true)
  assert.equal(reader.push(response), true)
})

test('a response is complete at its last byte, wherever it was cut', () => {
  for (let cut = 1; cut < response.length; cut += 1) {
    const reader = new ResponseReader(200)
    assert.equal(reader.push(response.subarray(0, cut)), false, `first ${cut} bytes`)
    assert.equal(reader.push(response.subarray(cut)), true, `cut at ${cut}`)
  }
  const reader = new ResponseReader(200)
  const done = [...response].map((byte) => reader.push(Buffer.from([byte])))
  assert.equal(done.indexOf(true), response.length - 1)
})

test('an empty body ends with the head', () => {
  const empty = Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')
  assert.equal(new ResponseReader(200).push(empty), true)
})

test('a wrong status, a missing length and surplus bytes are errors', () => {
  assert.throws(() => new ResponseReader(201).push(response), /status 200 instead of 201/)
  const chunked = Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n')
  assert.throws(() => new ResponseReader(200).push(chunked), /Content-Length/)
  const surplus = Buffer.concat([response, Buffer.from('!')])
  assert.throws(() => new ResponseReader(200).push(surplus), /longer/)
})
