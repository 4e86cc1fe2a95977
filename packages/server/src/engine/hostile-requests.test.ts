import assert from 'node:assert/strict'
import { api, cookie, header, put, query, service, t as type } from '@seaworthy/design'
import { type TestContext, test } from 'node:test'
import { connectRaw } from './test-raw-connection.ts'
import {
  type StartService,
  type TestRequest,
  forEachTransport,
  startOverSocket,
} from './test-transports.ts'

const parcels = service('parcels', {
  path: '/parcels',
  methods: {
    store: {
      http: put('/{id}/notes', {
        map: {
          level: header('X-Level'),
          session: cookie('session'),
          limit: query(),
          tags: query('tag'),
        },
      }),
      payload: {
        id: type.uuid(),
        level: type.integer({ minimum: 0 }),
        session: type.string({ pattern: /^[a-z]{4}$/ }),
        limit: type.integer({ maximum: 100 }).optional(),
        tags: type.array(type.enum(['a', 'b'])).optional(),
        name: type.string({ minLength: 1, maxLength: 20 }),
        mail: type.email().optional(),
        lines: type.array(type.object({ text: type.string(), count: type.int32() }), {
          maxItems: 3,
        }),
        data: type.map(type.number()).optional(),
      },
      result: { id: type.uuid() },
    },
  },
})

interface Parcel {
  readonly id: string
  readonly name: string
  readonly lines: readonly { text: string; count: number }[]
}

async function startParcels(start: StartService, t: TestContext) {
  const stored: Parcel[] = []
  const service = await start(t, api('shop', { version: '1', services: [parcels] }), {
    limits: { body: 4096 },
    handlers: {
      parcels: {
        store(parcel) {
          stored.push(parcel)
          return { id: parcel.id }
        },
      },
    },
  })
  return { ...service, stored }
}

const uuid = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
const good: Required<Pick<TestRequest, 'verb' | 'path' | 'body'>> & {
  headers: Record<string, string>
} = {
  verb: 'PUT',
  path: `/parcels/${uuid}/notes?limit=7&tag=a`,
  headers: { 'content-type': 'application/json', 'x-level': '1', cookie: 'session=abcd' },
  body: '{"name":"Ada","lines":[{"text":"x","count":1}],"data":{"k":1.5}}',
}

/** A source of numbers that is the same in every run (mulberry32). */
function createRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

/** What is wrong, by the part of the request that it is wrong in. None makes another one right. */
const wrongs: Readonly<Record<string, readonly Partial<typeof good>[]>> = {
  verb: ['POST', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND', 'QUERY', 'LINK', 'M-SEARCH'].map(
    (verb) => ({ verb }),
  ),
  path: [
    `/parcels/${uuid}/notes/`,
    `/parcels/${uuid}/note`,
    `/parcels/${uuid}//notes`,
    `//parcels/${uuid}/notes`,
    `/parcels/${uuid.slice(1)}/notes`,
    `/parcels/${uuid}%00/notes`,
    `/parcels/${uuid}%zz/notes`,
    `/parcels/%ff%fe/notes`,
    `/parcels/${'%41'.repeat(900)}/notes`,
    `/parcels/..%2f..%2fetc%2fpasswd/notes`,
    `/parcels/${uuid}'%20or%20'1'='1/notes`,
    `/parcels/{id}/notes`,
    `/parcels/__proto__/notes`,
  ].map((path) => ({ path })),
  query: [
    'limit=x',
    'limit=1e99',
    'limit=101',
    'limit=',
    'limit=7&limit=7',
    'limit=0x10',
    'limit=%00',
    'limit=1%20',
    'tag=c',
    'tag=a&tag=__proto__',
    'tag[]=a&limit=NaN',
    'limit=%',
    '%c3%28=1',
    `limit=${'9'.repeat(400)}`,
    'limit=true',
  ].map((given) => ({ path: `/parcels/${uuid}/notes?${given}` })),
  headers: [
    { 'x-level': 'x' },
    { 'x-level': '-1' },
    { 'x-level': '1, 2' },
    { 'x-level': '9'.repeat(30) },
    { 'x-level': '' },
    { cookie: 'session=ABCD' },
    { cookie: 'session=%zz' },
    { cookie: 'sessions=abcd' },
    { cookie: `${'a=b; '.repeat(200)}session="; session=abcd` },
    { accept: 'text/html' },
    { accept: 'application/json;q=0, */*;q=0' },
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/json\t;charset=utf-7' },
    { 'content-type': '*/*' },
    { 'content-encoding': 'br' },
  ].map((headers) => ({ headers: { ...good.headers, ...headers } as Record<string, string> })),
  body: [
    '',
    'null',
    '[]',
    '"x"',
    '1e999',
    '{}',
    '{"name":"","lines":[]}',
    '{"name":null,"lines":[]}',
    '{"name":"x","lines":{}}',
    '{"name":"x","lines":[1]}',
    '{"name":"x","lines":[{"text":"x"}]}',
    '{"name":"x","lines":[{"text":"x","count":2147483648}]}',
    '{"name":"x","lines":[{"text":"x","count":1.5}]}',
    '{"name":"x","lines":[{"text":"x","count":"1"}]}',
    '{"name":"x","lines":[],"role":"admin"}',
    '{"name":"x","lines":[],"id":"1"}',
    '{"name":"x","lines":[],"__proto__":{"admin":true}}',
    '{"name":"x","lines":[],"\\u005f_proto__":1}',
    '{"name":"x","lines":[],"constructor":{"prototype":{}}}',
    '{"name":"x","lines":[],"data":{"__proto__":1}}',
    '{"name":"x","lines":[],"data":{"k":"1"}}',
    '{"name":"x","lines":[],"mail":"a@b@c"}',
    '{"name":"x","lines":[],"toString":1}',
    '{"name":"x\\u0000","lines":[]}',
    '{"name":"\\ud800","lines":[]}',
    `{"name":"${'x'.repeat(21)}","lines":[]}`,
    `{"name":"x","lines":[${'{"text":"x","count":1},'.repeat(3)}{"text":"x","count":1}]}`,
    `{"name":"x","lines":${deep(100)}}`,
    `{"name":"x","data":${deep(60)},"lines":[]}`,
    `{"name":"x","lines":[],"mail":"${'a'.repeat(5000)}"}`,
    '{"name":"x","lines":[]',
    '{"name":"x","lines":[]}}',
    "{'name':'x'}",
    '<parcel/>',
    'name=x&lines=',
    '\u0000\u0001\u0002',
  ].map((body) => ({ body })),
}

function makeWrong(random: (below: number) => number): TestRequest {
  const parts = Object.keys(wrongs)
  const request = { ...good }
  for (let count = 1 + random(3); count > 0; count--) {
    const choices = wrongs[parts[random(parts.length)] ?? ''] ?? []
    Object.assign(request, choices[random(choices.length)])
  }
  return request
}

forEachTransport('hostile requests', (start) => {
  test('each thing that can be wrong is refused by itself', async (t) => {
    const { send, stored } = await startParcels(start, t)
    assert.equal((await send(good)).status, 200)
    for (const [part, choices] of Object.entries(wrongs)) {
      for (const choice of choices) {
        const { status, json, headers } = await send({ ...good, ...choice })
        const what = `${part} ${JSON.stringify(choice).slice(0, 200)} → ${status}`
        assert.ok(status >= 400 && status < 500, what)
        assert.equal(json.status, status, what)
        assert.equal(json.instance, headers['x-request-id'], what)
      }
    }
    assert.equal(stored.length, 1)
  })

  test('two thousand mixtures of wrong things are refused, and none is stored', async (t) => {
    const { send, stored, outcomes, recorded } = await startParcels(start, t)
    const random = createRandom(20_261_122)
    const statuses = new Map<number, number>()
    const turns = 40
    for (let turn = 0; turn < turns; turn++) {
      const requests = Array.from({ length: 50 }, () => makeWrong(random))
      const answers = await Promise.all(requests.map((request) => send(request)))
      for (const [index, { status }] of answers.entries()) {
        assert.ok(status >= 400 && status < 500, `${status} ${JSON.stringify(requests[index])}`)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      }
    }
    assert.deepEqual(
      [...statuses.keys()].sort((a, b) => a - b),
      [400, 404, 405, 406, 413, 415],
    )
    assert.deepEqual(stored, [])
    await recorded(turns * 50)
    assert.ok(outcomes.every(({ failure }) => failure === undefined))
    assert.equal((await send(good)).status, 200)
  })
})

test('a thousand requests with broken bytes get an answer or an end, and only whole ones are stored', async (t) => {
  const { port, stored, outcomes, recorded } = await startParcels(startOverSocket, t)
  const random = createRandom(7)
  const fields = Object.entries({ ...good.headers, host: 'x', 'content-length': good.body.length })
  const head = [
    `${good.verb} ${good.path} HTTP/1.1`,
    ...fields.map(([name, value]) => `${name}: ${value}`),
  ]
  const whole = Buffer.from([...head, '', good.body].join('\r\n'))
  let answered = 0
  for (let turn = 0; turn < 100; turn++) {
    const attempts = Array.from({ length: 10 }, async () => {
      const { socket, ended } = await connectRaw(t, port)
      let received = ''
      socket.on('data', (chunk) => (received += String(chunk)))
      socket.end(breakBytes(whole, random))
      await ended
      const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(received) ?? []
      if (status === undefined) return
      answered++
      assert.ok(Number(status) < 500, received)
      socket.destroy()
    })
    await Promise.all(attempts)
  }
  assert.ok(answered > 900, String(answered))
  for (const { id, name, lines } of stored) {
    assert.match(id, /^[0-9a-f-]{36}$/i)
    assert.ok(name.length > 0 && name.length <= 20)
    assert.ok(lines.every(({ text, count }) => typeof text === 'string' && Number.isInteger(count)))
  }
  assert.ok(outcomes.every(({ failure }) => failure === undefined))
  const last = await connectRaw(t, port)
  last.socket.write(whole)
  assert.equal((await last.response()).status, 200)
  last.socket.end()
  await last.ended
  await recorded(outcomes.length)
})

/** One to three bytes changed, taken out or put in, or the end cut off. */
function breakBytes(whole: Buffer, random: (below: number) => number): Buffer {
  let bytes = Buffer.from(whole)
  for (let count = 1 + random(3); count > 0; count--) {
    const at = random(bytes.length)
    const kind = random(4)
    if (kind === 0) bytes[at] = random(256)
    else if (kind === 1) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])
    else if (kind === 2)
      bytes = Buffer.concat([bytes.subarray(0, at), Buffer.of(random(256)), bytes.subarray(at)])
    else bytes = bytes.subarray(0, Math.max(1, at))
  }
  return bytes
}
