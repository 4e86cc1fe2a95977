import assert from 'node:assert/strict'
import { api, jwt, post, service, t as type } from '@seaworthy/design'
import { type Socket, connect } from 'node:net'
import { type TestContext, test } from 'node:test'
import { connectRaw } from './test-raw-connection.ts'
import { startOverSocket } from './test-transports.ts'

const token = jwt('token')
const boxes = service('boxes', {
  path: '/boxes',
  methods: {
    store: { http: post('/'), payload: { text: type.string() }, result: type.integer() },
    guarded: { http: post('/guarded'), payload: { text: type.string() }, security: token },
    touch: { http: post('/touch') },
  },
})

async function startBoxes(t: TestContext, body = 1024 * 1024) {
  const sockets: Socket[] = []
  const service = await startOverSocket(t, api('web', { version: '1', services: [boxes] }), {
    limits: { body },
    authenticators: { token: () => undefined },
    handlers: { boxes: { store: ({ text }) => text.length, guarded: () => {}, touch: () => {} } },
  })
  service.engine.fastify.server.on('connection', (socket) => sockets.push(socket))
  return { ...service, sockets, connect: () => connectRaw(t, service.port) }
}

const problem = (text: string) =>
  String(JSON.parse(text).type).replace('urn:problem:seaworthy:', '')

/** Writes as much as the other side takes, until it has taken all or has gone. */
async function writeAll(socket: Socket, bytes: number): Promise<number> {
  const chunk = Buffer.alloc(64 * 1024, 'x')
  let written = 0
  for (; written < bytes && socket.writable; written += chunk.length) {
    if (socket.write(chunk)) continue
    await new Promise((resolve) => socket.once('drain', resolve).once('close', resolve))
  }
  return written
}

test('a client that is still sending gets its 413, and nothing of what it sends is stored', async (t) => {
  const { connect, recorded, sockets } = await startBoxes(t, 10_000)
  const total = 64 * 1024 * 1024
  for (const framing of [`Content-Length: ${total}`, 'Transfer-Encoding: chunked']) {
    const { send, response, socket } = await connect()
    send(
      'POST /boxes HTTP/1.1',
      'Host: x',
      'Content-Type: application/json',
      framing,
      '',
      framing.includes('chunked') ? '4000000\r\n' : '',
    )
    const written = writeAll(socket, total)
    const { status, headers, text } = await response()
    assert.deepEqual(
      [status, problem(text), headers['connection']],
      [413, 'content-too-large', 'close'],
    )
    assert.ok((await written) < total)
    assert.ok((sockets.at(-1)?.bytesRead ?? 0) < 4 * 1024 * 1024)
  }
  await recorded(2)
})

test('a client that reads only when it has sent everything gets its answer too', async (t) => {
  const { recorded, port } = await startBoxes(t, 10_000)
  const size = 600_000
  for (const path of ['/boxes', '/boxes/guarded', '/nope', '/boxes/touch']) {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    t.after(() => socket.destroy())
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${size}\r\n\r\n`,
    )
    await writeAll(socket, size)
    let received = ''
    for await (const chunk of socket) received += String(chunk)
    assert.match(received, /^HTTP\/1\.1 (413|401|404|204) /, path)
    assert.match(received, /connection: close/i)
  }
  await recorded(4)
})

test('an upload without credentials is answered before it is read', async (t) => {
  const { connect, recorded, sockets, outcomes } = await startBoxes(t, 64 * 1024 * 1024)
  const total = 10 * 1024 * 1024
  const { send, response, socket } = await connect()
  send(
    'POST /boxes/guarded HTTP/1.1',
    'Host: x',
    'Content-Type: application/json',
    `Content-Length: ${total}`,
    '',
    '',
  )
  const { status } = await response()
  assert.equal(status, 401)
  assert.ok((sockets[0]?.bytesRead ?? 0) < 1000, 'the answer came before the body')
  const closed = new Promise((resolve) => socket.once('close', resolve))
  await writeAll(socket, total)
  await closed
  assert.ok((sockets[0]?.bytesRead ?? 0) < 2 * 1024 * 1024)
  await recorded(1)
  assert.deepEqual([outcomes[0]?.status, outcomes[0]?.aborted], [401, false])
})

test('a short body that nobody reads does not cost the connection', async (t) => {
  const { connect, recorded } = await startBoxes(t)
  const { send, response } = await connect()
  const body = JSON.stringify({ text: 'x'.repeat(20_000) })
  const paths = ['/boxes/guarded', '/nope', '/boxes/touch', '/boxes/guarded', '/boxes']
  for (const path of paths) {
    send(
      `POST ${path} HTTP/1.1`,
      'Host: x',
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      '',
      body,
    )
    const { headers } = await response()
    assert.equal(headers['connection'], 'keep-alive', path)
  }
  await recorded(paths.length)
})
