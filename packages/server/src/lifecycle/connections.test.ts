import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent, type RequestListener, createServer, request } from 'node:http'
import { type AddressInfo, type Socket, connect } from 'node:net'
import { type TestContext, test } from 'node:test'
import { Connections } from './connections.ts'

async function listen(t: TestContext, listener: RequestListener, writeTimeout = 60_000) {
  const server = createServer({ keepAliveTimeout: 60_000, headersTimeout: 60_000 }, listener)
  const connections = new Connections(server, writeTimeout)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.close()
    connections.destroy()
  })
  const { port } = server.address() as AddressInfo
  return { connections, port }
}

async function open(t: TestContext, port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').resume()
  socket.on('error', () => {})
  t.after(() => socket.destroy())
  await once(socket, 'connect')
  return socket
}

async function get(
  port: number,
  agent: Agent,
): Promise<{ body: string; connection: string | undefined }> {
  const [response] = await once(request({ port, host: '127.0.0.1', agent }).end(), 'response')
  let body = ''
  for await (const chunk of response) body += String(chunk)
  return { body, connection: response.headers.connection as string | undefined }
}

test('a running request finishes with its full body while the server closes', async (t) => {
  let finish = () => {}
  const { connections, port } = await listen(t, (_, response) => {
    response.writeHead(200, { 'content-length': 10 })
    response.write('01234')
    finish = () => response.end('56789')
    reached()
  })
  let reached = () => {}
  const running = new Promise<void>((resolve) => {
    reached = resolve
  })
  const agent = new Agent({ keepAlive: true })
  t.after(() => agent.destroy())
  const answer = get(port, agent)
  await running
  const closed = connections.close()
  assert.equal(connections.active, 1)
  finish()
  assert.equal((await answer).body, '0123456789')
  await closed
})

test('fresh, idle and half-open sockets do not hold the close', async (t) => {
  const { connections, port } = await listen(t, (_, response) => response.end('ok'))
  const agent = new Agent({ keepAlive: true })
  t.after(() => agent.destroy())
  await get(port, agent)
  await open(t, port)
  const halfOpen = await open(t, port)
  halfOpen.write('GET / HTTP/1.1\r\nHost: x\r\nX-Half: ')
  await connections.close()
})

test('while draining, responses end their connection and new ones are served', async (t) => {
  const { connections, port } = await listen(t, (_, response) => response.end('ok'))
  const agent = new Agent({ keepAlive: true })
  t.after(() => agent.destroy())
  assert.equal((await get(port, agent)).connection, 'keep-alive')
  connections.drain()
  for (const _ of [1, 2]) {
    assert.deepEqual(await get(port, agent), { body: 'ok', connection: 'close' })
  }
})

test('a busy keep-alive client sees no failure while the server drains and closes', async (t) => {
  const { connections, port } = await listen(t, (_, response) => {
    setImmediate(() => response.end('ok'))
  })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  t.after(() => agent.destroy())
  let drained = false
  let served = 0
  for (let turn = 0; turn < 50; turn++) {
    if (turn === 25) connections.drain()
    const { body, connection } = await get(port, agent)
    drained = connection === 'close'
    assert.equal(body, 'ok')
    served++
  }
  assert.equal(served, 50)
  assert.ok(drained)
  await connections.close()
})

test('a client that does not take its response is cut off', async (t) => {
  let closed: Promise<unknown> | undefined
  const { port } = await listen(
    t,
    (_, response) => {
      closed = once(response, 'close')
      response.end(Buffer.alloc(64 * 1024 * 1024))
      reached()
    },
    40,
  )
  let reached = () => {}
  const answering = new Promise<void>((resolve) => {
    reached = resolve
  })
  const socket = connect(port, '127.0.0.1').pause()
  socket.on('error', () => {})
  t.after(() => socket.destroy())
  await once(socket, 'connect')
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  await answering
  await closed
})
