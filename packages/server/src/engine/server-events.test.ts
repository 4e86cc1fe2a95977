import assert from 'node:assert/strict'
import { api, get, jwt, post, service, t as type } from '@seaworthy/design'
import { once } from 'node:events'
import { type TestContext, test } from 'node:test'
import type { Limits } from './limits.ts'
import { type RawConnection, connectRaw } from './test-raw-connection.ts'
import { startOverSocket } from './test-transports.ts'

const token = jwt('token')
const boxes = service('boxes', {
  path: '/boxes',
  methods: {
    look: { http: get('/'), result: type.string() },
    slow: { http: get('/slow'), result: type.string() },
    store: { http: post('/'), payload: { text: type.string() }, result: type.integer() },
    guarded: { http: post('/guarded'), payload: { text: type.string() }, security: token },
    touch: { http: post('/touch') },
  },
})

async function startBoxes(t: TestContext, limits: Partial<Limits> = {}) {
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  const service = await startOverSocket(t, api('web', { version: '1', services: [boxes] }), {
    limits,
    authenticators: { token: () => undefined },
    handlers: {
      boxes: {
        look: () => 'seen',
        slow: () => released.then(() => 'slow'),
        store: ({ text }) => text.length,
        guarded: () => {},
        touch: () => {},
      },
    },
  })
  return { ...service, release, connect: () => connectRaw(t, service.port) }
}

const problem = (text: string) =>
  String(JSON.parse(text).type).replace('urn:problem:seaworthy:', '')

test('what is no HTTP request is a 400 with a problem document, and the connection ends', async (t) => {
  const { connect, recorded, outcomes } = await startBoxes(t)
  const garbage = [
    'hello\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    'GET /boxes HTTP/9.9\r\nHost: x\r\n\r\n',
    'GET /boxes HTTP/1.1\nHost: x\n\n',
    'GET /boxes HTTP/1.1\r\nHost : x\r\n\r\n',
    'GET /boxes HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n',
    'GET /boxes HTTP/1.1\r\nHost: x\r\nA: \0\r\n\r\n',
    'G\u00cbT /boxes HTTP/1.1\r\nHost: x\r\n\r\n',
    'NOVERB /boxes HTTP/1.1\r\nHost: x\r\n\r\n',
    'POST /boxes HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'POST /boxes HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
    'POST /boxes HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
    'POST /boxes HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n',
  ]
  for (const bytes of garbage) {
    const { socket, response, ended } = await connect()
    socket.write(Buffer.from(bytes, 'latin1'))
    const { status, headers, text } = await response()
    assert.equal(status, 400, JSON.stringify(bytes))
    assert.equal(headers['connection'], 'close')
    assert.equal(headers['content-type'], 'application/problem+json; charset=utf-8')
    assert.equal(problem(text), 'malformed-request')
    assert.equal(JSON.parse(text).instance, headers['x-request-id'])
    socket.end()
    await ended
  }
  await recorded(garbage.length)
  for (const { status, remoteAddress, failure } of outcomes) {
    assert.deepEqual([status, remoteAddress, failure], [400, '127.0.0.1', undefined])
  }
  assert.deepEqual([outcomes[0]?.verb, outcomes[0]?.path], ['-', '-'])
})

test('what keeps coming after such an answer changes nothing', async (t) => {
  const { connect, recorded, outcomes } = await startBoxes(t)
  const { socket, response } = await connect()
  for (let turn = 0; turn < 20; turn++) socket.write('garbage\r\n\r\n')
  assert.equal((await response()).status, 400)
  for (let turn = 0; turn < 20; turn++) socket.write('GET /boxes HTTP/1.1\r\nHost: x\r\n\r\n')
  socket.end()
  await once(socket, 'close')
  await recorded(1)
  assert.equal(outcomes.length, 1)
})

test('headers beyond the limit are a 431, also while they are still coming', async (t) => {
  const { connect, recorded } = await startBoxes(t, { headers: 2048 })
  for (const size of [3000, 200_000]) {
    const { send, response, socket } = await connect()
    send('GET /boxes HTTP/1.1', 'Host: x', `X-Long: ${'x'.repeat(size)}`, '', '')
    const { status, text } = await response()
    assert.deepEqual([status, problem(text)], [431, 'headers-too-large'])
    socket.end()
  }
  await recorded(2)
})

test('headers and bodies that do not arrive in time are a 408', async (t) => {
  const { connect, outcomes, recorded } = await startBoxes(t, {
    headersTimeout: 50,
    requestTimeout: 100,
  })
  const starts = [
    'GET /boxes HTTP/1.1\r\nHost: x\r\nX-Half: ',
    'POST /boxes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    '',
  ]
  for (const start of starts) {
    const { socket, response } = await connect()
    socket.write(start)
    const { status, headers, text } = await response()
    assert.deepEqual(
      [status, problem(text), headers['connection']],
      [408, 'request-timeout', 'close'],
      start,
    )
    socket.end()
  }
  await recorded(3)
  assert.deepEqual(
    outcomes.map(({ route }) => route),
    [undefined, '/boxes', undefined],
  )
})

test('a Host that is missing, or there twice, is a 400; HTTP/1.0 needs none', async (t) => {
  const { connect, recorded } = await startBoxes(t)
  const { send, response } = await connect()
  send('GET /boxes HTTP/1.1', '', '')
  assert.equal(JSON.parse((await response()).text).detail, 'The Host header is missing')
  for (const name of ['Host', 'AUTHORIZATION', 'content-type']) {
    send(
      'GET /boxes HTTP/1.1',
      ...(name === 'Host' ? [] : ['Host: x']),
      `${name}: a`,
      `${name}: b`,
      '',
      '',
    )
    const { status, text } = await response()
    assert.equal(status, 400)
    assert.equal(JSON.parse(text).detail, `The header ${name.toLowerCase()} is given twice`)
  }
  send('GET /boxes HTTP/1.1', 'Host: x', 'Accept: a/b', 'Accept: */*', 'From: a', 'From: b', '', '')
  assert.equal((await response()).status, 200)
  send('GET /boxes HTTP/1.0', '', '')
  assert.equal((await response()).status, 200)
  await recorded(6)
})

test('an HTTP/1.0 client gets its answer, and then the end', async (t) => {
  const { connect, recorded } = await startBoxes(t)
  const { send, response, ended, socket } = await connect()
  const body = '{"text":"abc"}'
  send(
    'POST /boxes HTTP/1.0',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    '',
    body,
  )
  const { status, text, headers } = await response()
  assert.deepEqual([status, text, headers['transfer-encoding']], [200, '3', undefined])
  await ended
  socket.end()
  await recorded(1)
})

test('requests in one packet are answered in order', async (t) => {
  const { connect, recorded, release } = await startBoxes(t)
  const { socket, response } = await connect()
  const body = '{"text":"abc"}'
  const requests = [
    'GET /boxes/slow HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET /boxes HTTP/1.1\r\nHost: x\r\n\r\n',
    `POST /boxes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    'HEAD /boxes HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET /nope HTTP/1.1\r\nHost: x\r\n\r\n',
  ]
  socket.write(requests.join(''))
  setImmediate(release)
  assert.equal((await response()).text, '"slow"')
  assert.equal((await response()).text, '"seen"')
  assert.equal((await response()).text, '3')
  assert.equal((await response('bodiless')).status, 200)
  assert.equal((await response()).status, 404)
  await recorded(5)
})

test('garbage behind a request does not cost it its answer', async (t) => {
  const { connect, recorded, release } = await startBoxes(t)
  const { socket, response, ended } = await connect()
  socket.write('GET /boxes/slow HTTP/1.1\r\nHost: x\r\n\r\nGARBAGE\r\n\r\n')
  setImmediate(release)
  const { status, text, headers } = await response()
  assert.deepEqual([status, text, headers['connection']], [200, '"slow"', 'close'])
  await ended
  await recorded(1)
})

test('a body whose framing breaks is a 400 of its request', async (t) => {
  const { connect, outcomes, recorded } = await startBoxes(t)
  const { socket, response, send } = await connect()
  send(
    'POST /boxes HTTP/1.1',
    'Host: x',
    'Content-Type: application/json',
    'Transfer-Encoding: chunked',
    '',
    'zz',
    '',
  )
  const { status, text, headers } = await response()
  assert.deepEqual(
    [status, problem(text), headers['connection']],
    [400, 'malformed-request', 'close'],
  )
  socket.end()
  await recorded(1)
  assert.equal(outcomes[0]?.route, '/boxes')
})

test('absolute addresses are those of their path', async (t) => {
  const { connect, recorded } = await startBoxes(t)
  const { send, response } = await connect()
  send('GET http://x:80/boxes?a=1 HTTP/1.1', 'Host: x', '', '')
  assert.equal((await response()).text, '"seen"')
  send('DELETE https://x/boxes HTTP/1.1', 'Host: x', '', '')
  assert.equal((await response()).headers['allow'], 'GET, HEAD, OPTIONS, POST')
  send('GET http://x HTTP/1.1', 'Host: x', '', '')
  assert.ok([400, 404].includes((await response()).status))
  await recorded(3)
})

test('OPTIONS * asks the server, CONNECT is for proxies', async (t) => {
  const { connect, recorded, outcomes } = await startBoxes(t)
  const asking = await connect()
  asking.send('OPTIONS * HTTP/1.1', 'Host: x', '', '')
  const options = await asking.response()
  assert.deepEqual(
    [options.status, options.headers['allow']],
    [204, 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT'],
  )
  const { send, response, socket } = await connect()
  send('CONNECT x:443 HTTP/1.1', 'Host: x:443', '', '')
  const { status, headers, text } = await response()
  assert.deepEqual([status, headers['allow'], problem(text)], [405, '', 'method-not-allowed'])
  socket.end()
  await recorded(2)
  assert.equal(outcomes[1]?.status, 405)
})

test('an upgrade that nobody offers is passed over', async (t) => {
  const { connect, recorded } = await startBoxes(t)
  const { send, response } = await connect()
  send(
    'GET /boxes HTTP/1.1',
    'Host: x',
    'Connection: Upgrade, HTTP2-Settings',
    'Upgrade: h2c',
    'HTTP2-Settings: AAMAAABk',
    '',
    '',
  )
  assert.equal((await response()).text, '"seen"')
  await recorded(1)
})

test('a client that waits to be asked for its body is asked only when it is wanted', async (t) => {
  const { connect, recorded } = await startBoxes(t, { body: 1000 })
  const expecting = ['Host: x', 'Content-Type: application/json', 'Expect: 100-continue']
  const wanted = await connect()
  wanted.send('POST /boxes HTTP/1.1', ...expecting, 'Content-Length: 14', '', '')
  assert.equal((await wanted.response()).status, 100)
  wanted.send('{"text":"abc"}')
  assert.equal((await wanted.response()).text, '3')
  const refusals: [string, string, number][] = [
    ['/boxes/guarded', 'Content-Length: 14', 401],
    ['/boxes', 'Content-Length: 1001', 413],
    ['/nope', 'Content-Length: 14', 404],
    ['/boxes/touch', 'Content-Length: 14', 204],
  ]
  for (const [path, length, expected] of refusals) {
    const { send, response, ended, socket } = await connect()
    send(`POST ${path} HTTP/1.1`, ...expecting, length, '', '')
    const { status, headers } = await response()
    assert.deepEqual([status, headers['connection']], [expected, 'close'], path)
    await ended
    socket.end()
  }
  const other = await connect()
  other.send('GET /boxes HTTP/1.1', 'Host: x', 'Expect: the-impossible', '', '')
  assert.equal((await other.response()).status, 200)
  await recorded(6)
})

test('requests may come byte by byte', async (t) => {
  const { connect, recorded } = await startBoxes(t)
  const { socket, response }: RawConnection = await connect()
  socket.setNoDelay(true)
  const body = '{"text":"ä"}'
  const bytes = Buffer.from(
    `POST /boxes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
  for (const byte of bytes) {
    socket.write(Buffer.of(byte))
    await new Promise((resolve) => setImmediate(resolve))
  }
  assert.equal((await response()).text, '1')
  await recorded(1)
})
