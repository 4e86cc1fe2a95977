import { api, body, get, head, post, respond, service, t, type } from '@seaworthy/design'
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { createEngine } from 'seaworthy'
import { createClient } from './create-client.ts'
import { connect, transports } from './test-connect.ts'
import { expectTypeEquality } from './test-types.ts'

const Job = type('Job', {
  state: t.enum(['queued', 'running', 'done']),
  id: t.integer(),
  log: t.bytes().optional(),
})

const files = service('files', {
  methods: {
    bytes: { http: get('/bytes'), result: t.bytes() },
    image: {
      http: get('/image', {
        responses: [
          respond(200, {
            body: 'data',
            contentType: 'image/png',
            headers: { etag: 'ETag', tags: 'X-Tags', size: 'X-Size' },
            cookies: { visit: { name: 'visit' } },
          }),
        ],
      }),
      result: {
        data: t.bytes(),
        etag: t.string(),
        tags: t.array(t.string()),
        size: t.integer(),
        visit: t.string(),
        missing: t.string().optional(),
      },
    },
    report: {
      http: get('/report', { responses: [respond(200, { contentType: 'text/csv' })] }),
      result: t.string(),
    },
    save: {
      http: post('/save', { map: { job: body(undefined, { whole: true }) } }),
      payload: { job: Job },
      result: Job,
    },
    queue: {
      http: post('/queue', {
        responses: [
          respond(202, {
            headers: { id: 'X-Job' },
            body: 'log',
            when: { state: 'queued' },
          }),
          respond(201, { when: { state: 'running' } }),
          respond(201),
        ],
      }),
      payload: { state: t.enum(['queued', 'running', 'done']) },
      result: Job,
    },
    nothing: { http: post('/nothing') },
    elsewhere: {
      http: get('/elsewhere', { responses: [respond(303, { headers: { to: 'Location' } })] }),
      result: { to: t.string() },
    },
    exists: {
      http: head('/exists/{id}', { responses: [respond(200, { headers: { size: 'X-Size' } })] }),
      payload: { id: t.integer() },
      result: { size: t.integer() },
    },
    both: { http: [head('/both'), get('/both/of/them')], result: { verb: t.string() } },
    health: {
      http: get('/health', {
        responses: [respond(503, { when: { up: false } }), respond(200)],
      }),
      payload: { fail: t.boolean().default(false) },
      result: { up: t.boolean() },
    },
    defaults: { http: get('/defaults'), result: { list: t.array(t.string()).default(['a']) } },
  },
})
const filesApi = api('files', { version: '1.0.0', services: [files] })
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 255])

const handlers = {
  files: {
    bytes: () => png,
    image: () => ({ data: png, etag: '"x"', tags: ['a', 'b c'], size: 6, visit: 'ü; 1' }),
    report: () => '\ufeffname;größe\n',
    save: ({ job }: { job: { state: 'queued' | 'running' | 'done'; id: number } }) => job,
    queue: ({ state }: { state: 'queued' | 'running' | 'done' }) => ({ state, id: 7, log: png }),
    nothing: () => undefined,
    elsewhere: () => ({ to: 'https://example.com/' }),
    exists: ({ id }: { id: number }) => ({ size: id * 2 }),
    both: () => ({ verb: 'GET' }),
    health: ({ fail }: { fail: boolean }) => ({ up: !fail }),
    defaults: () => ({}),
  },
}

for (const transport of transports) {
  for (const validateResponses of [false, true]) {
    describe(`over ${transport}${validateResponses ? ', checked' : ''}`, async () => {
      const engine = createEngine(filesApi, { handlers })
      after(() => engine.close())
      const options = await connect(engine, transport)
      const client = createClient(filesApi, { ...options, validateResponses })

      test('a body of bytes is bytes', async () => {
        const bytes = await client.files.bytes()
        expectTypeEquality<typeof bytes, Uint8Array>()
        assert.deepEqual(bytes, png)
      })

      test('headers and cookies are fields of the result beside the body', async () => {
        assert.deepEqual(await client.files.image(), {
          data: png,
          etag: '"x"',
          tags: ['a', 'b c'],
          size: 6,
          visit: 'ü; 1',
        })
      })

      test('a body of text is text, to the byte order mark', async () => {
        assert.equal(await client.files.report(), '\ufeffname;größe\n')
      })

      test('bytes within JSON are bytes on both sides', async () => {
        const job = { state: 'done', id: 1, log: png } as const
        assert.deepEqual(await client.files.save({ job }), job)
      })

      test('each successful response gives the whole result', async () => {
        for (const state of ['queued', 'running', 'done'] as const) {
          assert.deepEqual(await client.files.queue({ state }), { state, id: 7, log: png })
        }
      })

      test('a method without result gives nothing', async () => {
        expectTypeEquality<Awaited<ReturnType<typeof client.files.nothing>>, void>()
        assert.equal(await client.files.nothing(), undefined)
      })

      test('a designed redirect is a result, not a way to go', async () => {
        assert.deepEqual(await client.files.elsewhere(), { to: 'https://example.com/' })
      })

      test('HEAD gives the fields in headers', async () => {
        assert.deepEqual(await client.files.exists({ id: 21 }), { size: 42 })
      })

      test('a route that can carry a result is preferred to HEAD', async () => {
        assert.deepEqual(await client.files.both(), { verb: 'GET' })
      })

      test('a 503 that the design calls a result is one', async () => {
        assert.deepEqual(await client.files.health({ fail: true }), { up: false })
        assert.deepEqual(await client.files.health(), { up: true })
      })

      test('a field with a default is there', async () => {
        assert.deepEqual(await client.files.defaults(), { list: ['a'] })
      })
    })
  }
}
