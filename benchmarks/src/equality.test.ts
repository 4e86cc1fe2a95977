import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { assertEqualAnswers, compareAnswer, toFamily } from './equality.ts'
import { type Probe, probes } from './probe.ts'

const good = probes.find((probe) => probe.status === 200) as Probe
const bad = probes.find((probe) => probe.status === 400) as Probe
const contentType = 'application/json'

test('a right answer may order its members and parametrise its type as it likes', () => {
  const text = JSON.stringify(Object.fromEntries(Object.entries(good.answer).toReversed()))
  const answer = { status: 200, contentType: 'application/json; charset=utf-8', text }
  assert.equal(compareAnswer(good, answer), undefined)
})

test('status, content type and body must be right', () => {
  const text = JSON.stringify(good.answer)
  assert.match(compareAnswer(good, { status: 204, contentType, text }) ?? '', /status 204/)
  assert.match(compareAnswer(good, { status: 200, contentType: 'text/html', text }) ?? '', /html/)
  assert.match(compareAnswer(good, { status: 200, contentType, text: '[]' }) ?? '', /JSON object/)
  const more = JSON.stringify({ ...good.answer, admin: true })
  assert.match(compareAnswer(good, { status: 200, contentType, text: more }) ?? '', /admin/)
})

test('a problem document may say more than its status', () => {
  const text = JSON.stringify({ type: 'about:blank', title: 'Bad Request', status: 400 })
  const answer = { status: 400, contentType: 'application/problem+json', text }
  assert.equal(compareAnswer(bad, answer), undefined)
  assert.match(compareAnswer(bad, { ...answer, text: '{"status":422}' }) ?? '', /422/)
})

test('all JSON types are one family', () => {
  assert.equal(toFamily('Application/Problem+JSON; charset=utf-8'), 'json')
  assert.equal(toFamily('text/plain;charset=utf-8'), 'text/plain')
  assert.equal(toFamily('application/jsonp'), 'application/jsonp')
})

test('a peer that answers differently is refused, with every difference', async () => {
  const server = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const { port } = server.address() as AddressInfo
    await assert.rejects(
      assertEqualAnswers('hello', port, new AbortController().signal),
      (error: Error) => {
        assert.match(error.message, /^hello does not do the same work/)
        assert.equal(error.message.match(/status 200|content type ""/g)?.length, probes.length)
        return true
      },
    )
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
