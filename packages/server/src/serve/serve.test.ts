import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent, createServer, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { type TestContext, test } from 'node:test'
import { TestService } from './test-service.ts'

async function started(t: TestContext, env?: Readonly<Record<string, string>>) {
  const service = new TestService(t, env)
  const { url, ops } = await service.ready()
  const get = (path: string, base = url) => fetch(new URL(path, base))
  return { service, url, ops, get }
}

test('goes up in order, is ready, and comes down in the reverse order with exit code 0', async (t) => {
  const { service, get, ops } = await started(t)
  assert.equal((await get('/health/ready')).status, 200)
  assert.equal((await get('/startupz', ops)).status, 200)
  service.signal()
  assert.equal(await service.exited, 0)
  const closed = service.messages.filter((message) => /^closed|_closed$|drained$/.test(message))
  assert.deepEqual(closed, [
    'closed http',
    'queue_drained',
    'closed worker queue',
    'closed health',
    'closed stubborn',
    'database_closed',
    'closed database',
    'closed ops',
    'closed telemetry',
  ])
})

test('a running request finishes with its full body', async (t) => {
  const { service, get } = await started(t)
  const answer = get('/slow/300')
  await get('/quick')
  service.signal()
  const response = await answer
  assert.equal(((await response.json()) as string).length, 100_000)
  assert.equal(response.headers.get('connection'), 'close')
  assert.equal(await service.exited, 0)
})

test('while draining, readiness fails, liveness holds and requests are served', async (t) => {
  const { service, get, ops } = await started(t, { DRAIN_DELAY: '400' })
  service.signal()
  await service.line('shutdown_started')
  assert.equal((await get('/readyz')).status, 503)
  assert.equal((await get('/livez')).status, 200)
  assert.equal((await get('/health/status', ops)).status, 503)
  const served = await get('/quick')
  assert.equal(served.status, 200)
  assert.equal(served.headers.get('connection'), 'close')
  assert.equal(await service.exited, 0)
})

test('busy keep-alive clients see no failure', async (t) => {
  const { service, url } = await started(t, { DRAIN_DELAY: '300' })
  const agent = new Agent({ keepAlive: true })
  t.after(() => agent.destroy())
  let failures = 0
  let served = 0
  const clients = Array.from({ length: 10 }, async () => {
    for (;;) {
      try {
        const sent = request(new URL('/quick', url), { agent }).end()
        const [response] = await once(sent, 'response')
        response.resume()
        await once(response, 'end')
        served++
        // As a balancer does: the connection is over, and readiness says to go elsewhere.
        if (response.headers.connection === 'close') return
      } catch {
        failures++
        return
      }
    }
  })
  // oxlint-disable-next-line no-unmodified-loop-condition -- the clients count
  while (served < 100) await new Promise((resolve) => setImmediate(resolve))
  service.signal()
  await Promise.all(clients)
  assert.equal(await service.exited, 0)
  assert.equal(failures, 0)
})

test('fresh, idle and half-open sockets do not hold the exit', async (t) => {
  const { service, url } = await started(t)
  const open = async (text: string) => {
    const socket = connect(Number(url.port), url.hostname).resume()
    socket.on('error', () => {})
    t.after(() => socket.destroy())
    await once(socket, 'connect')
    if (text !== '') socket.write(text)
    return socket
  }
  await open('')
  await open('GET /quick HTTP/1.1\r\nHost: x\r\nX-Ha')
  const idle = await open('GET /quick HTTP/1.1\r\nHost: x\r\n\r\n')
  await once(idle, 'data')
  service.signal()
  assert.equal(await service.exited, 0)
  assert.ok(!service.messages.includes('connections_cut'))
})

test('a hung handler is aborted at the deadline and named in the log', async (t) => {
  const { service, get } = await started(t, { DRAIN_TIMEOUT: '100' })
  const answer = get('/hung').catch(() => undefined)
  await get('/quick')
  service.signal()
  const line = await service.line('requests_aborted')
  assert.match(JSON.stringify(line['requests']), /work\.hung/)
  await answer
  assert.equal(await service.exited, 0)
})

test('a handler that ignores its signal is cut off, and the process ends', async (t) => {
  const { service, get } = await started(t, { DRAIN_TIMEOUT: '100' })
  const answer = get('/slow/60000').then(
    () => 'answered',
    () => 'cut',
  )
  await get('/quick')
  service.signal()
  await service.line('connections_cut')
  assert.equal(await answer, 'cut')
  assert.equal(await service.exited, 0)
})

test('a second signal exits at once with 1 and says what was left', async (t) => {
  const { service, get } = await started(t)
  const answer = get('/slow/30000').catch(() => undefined)
  await get('/quick')
  service.signal()
  await service.line('shutdown_started')
  service.signal('SIGINT')
  assert.equal(await service.exited, 1)
  const { why, unfinished } = await service.line('shutdown_forced')
  assert.match(String(why), /second signal/)
  assert.deepEqual((unfinished as string[]).slice(0, 2), ['http', 'worker queue'])
  await answer
})

test('the total budget has the last word', async (t) => {
  const { service } = await started(t, {
    CLOSE: 'hangs',
    DRAIN_TIMEOUT: '100',
    CLOSE_TIMEOUT: '300',
    SHUTDOWN_TIMEOUT: '2000',
  })
  service.signal()
  assert.equal(await service.exited, 1)
  const { failed } = await service.line('shutdown_incomplete')
  assert.deepEqual(failed, ['stubborn'])
})

test('a signal during the start gives the start up and releases what had started', async (t) => {
  const service = new TestService(t, { START: 'hangs' })
  await service.line('service_starting')
  service.signal()
  assert.equal(await service.exited, 0)
  assert.ok(service.messages.includes('closed telemetry'))
  assert.ok(!service.messages.includes('service_ready'))
})

test('a start that fails says why, releases, and ends with 1', async (t) => {
  const service = new TestService(t, { START: 'fails' })
  assert.equal(await service.exited, 1)
  assert.equal((await service.line('start_retry'))['attempts'], 2)
  assert.match(JSON.stringify((await service.line('start_failed'))['error']), /no database today/)
})

test('budgets that do not add up are refused before anything starts', async (t) => {
  const service = new TestService(t, { SHUTDOWN_TIMEOUT: '3000' })
  assert.equal(await service.exited, 1)
  assert.ok(!service.messages.includes('service_starting'))
})

for (const [path, kind] of [
  ['/crash', 'uncaughtException'],
  ['/reject', 'unhandledRejection'],
] as const) {
  test(`an ${kind} is logged and takes the process down in order, with 1`, async (t) => {
    const { service, get } = await started(t)
    await get(path).catch(() => undefined)
    assert.equal(await service.exited, 1)
    assert.equal((await service.line('fatal_error'))['kind'], kind)
    assert.ok(service.messages.includes('closed database'))
  })
}

for (const WORKER of ['fails', 'ends']) {
  test(`a worker that ${WORKER} by itself takes the process down in order, with 1`, async (t) => {
    const service = new TestService(t, { WORKER })
    assert.equal(await service.exited, 1)
    assert.equal((await service.line('fatal_error'))['kind'], 'worker queue')
    assert.ok(service.messages.includes('closed database'))
    assert.ok(service.messages.includes('shutdown_incomplete'))
  })
}

test('a handler that throws is a logged 500, and the process lives', async (t) => {
  const { service, get } = await started(t)
  const response = await get('/throws')
  assert.equal(response.status, 500)
  const problem = (await response.json()) as Record<string, unknown>
  assert.doesNotMatch(JSON.stringify(problem), /defect/)
  const line = await service.line('request_completed')
  assert.equal(line.level, 'error')
  assert.equal(line['trace_id'], problem['trace_id'])
  assert.equal(line['request_id'], problem['instance'])
  assert.match(JSON.stringify(line['error']), /a defect in a handler/)
  assert.equal((await get('/quick')).status, 200)
})

test('every designed route is counted from zero, and strangers add no series', async (t) => {
  const { get, ops } = await started(t)
  const series = async () => {
    const text = await (await get('/metrics', ops)).text()
    return text.split('\n').filter((line) => line.startsWith('api_http_requests_total{'))
  }
  const before = await series()
  assert.ok(before.some((line) => /path="\/slow\/\{ms\}",status="200"\} 0$/.test(line)))
  await get('/nowhere')
  const known = (await series()).length
  for (let stranger = 0; stranger < 50; stranger++) {
    await fetch(new URL(`/nowhere/${stranger}`, (await get('/quick')).url))
  }
  assert.equal((await series()).length, known)
})

test('a handler logs with the ids of its request, under the trace of its caller', async (t) => {
  const { service, url } = await started(t)
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00'
  await fetch(new URL('/logs', url), { headers: { traceparent, 'x-request-id': 'abc-1' } })
  const line = await service.line('from_the_handler')
  assert.equal(line['request_id'], 'abc-1')
  assert.equal(line['trace_id'], '0af7651916cd43dd8448eb211c80319c')
  assert.equal((await service.line('request_completed'))['span_id'], line['span_id'])
})

test('spans are sent at the latest when the service stops, with the ids of log and problem', async (t) => {
  const spans: Record<string, unknown>[] = []
  const collector = createServer((incoming, answer) => {
    let body = ''
    incoming.on('data', (chunk) => (body += String(chunk)))
    incoming.on('end', () => {
      const { resourceSpans } = JSON.parse(body) as OtlpTraces
      spans.push(...resourceSpans.flatMap((one) => one.scopeSpans.flatMap((scope) => scope.spans)))
      answer.setHeader('content-type', 'application/json').end('{}')
    })
  })
  t.after(() => collector.close())
  await once(collector.listen(0, '127.0.0.1'), 'listening')
  const { port } = collector.address() as AddressInfo
  const { service, get } = await started(t, { TRACES_URL: `http://127.0.0.1:${port}/v1/traces` })
  const problem = (await (await get('/throws')).json()) as Record<string, unknown>
  service.signal()
  assert.equal(await service.exited, 0)
  const line = await service.line('request_completed')
  assert.equal(spans.length, 1)
  assert.equal(spans[0]?.['name'], 'GET /throws')
  assert.equal(spans[0]['traceId'], problem['trace_id'])
  assert.equal(line['trace_id'], problem['trace_id'])
  assert.equal(line['span_id'], spans[0]['spanId'])
})

interface OtlpTraces {
  readonly resourceSpans: { scopeSpans: { spans: Record<string, unknown>[] }[] }[]
}
