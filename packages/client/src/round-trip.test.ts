import {
  api,
  body,
  cookie,
  get,
  header,
  post,
  put,
  query,
  respond,
  service,
  t,
  type,
} from '@seaworthy/design'
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { createEngine } from 'seaworthy'
import { z } from 'zod'
import { createClient } from './create-client.ts'
import { RequestApiError } from './request-api-error.ts'
import { connect, transports } from './test-connect.ts'
import { randomValue, seededRandom } from './test-values.ts'

const Circle = type('Circle', { kind: t.literal('circle'), radius: t.number() })
const Picture = type('Picture', { kind: t.literal('picture'), pixels: t.bytes() })
const Drawing = t.union('kind', [Circle, Picture])

const scalars = {
  text: t.string(),
  whole: t.integer(),
  ratio: t.number(),
  flag: t.boolean(),
  id: t.uuid(),
  level: t.enum([1, 2, 3]),
  word: t.enum(['a', 'b c', 'ü,']),
  blob: t.bytes(),
}
const lists = {
  texts: t.array(t.string()),
  wholes: t.array(t.integer()),
  flags: t.array(t.boolean()).optional(),
  pair: t.tuple([t.integer(), t.boolean()]),
}
const filter = t.object({
  status: t.enum(['open', 'closed']).optional(),
  tags: t.array(t.string()).optional(),
  above: t.number().optional(),
})
const nested = {
  drawing: Drawing,
  drawings: t.array(Drawing),
  byName: t.map(t.array(t.bytes())),
  anything: t.any().optional(),
  nothing: t.string().nullable(),
  either: t.anyOf([t.string(), t.integer(), t.object({ raw: t.bytes() })]),
}

const map = (names: object, place: (name: string) => ReturnType<typeof query | typeof header>) =>
  Object.fromEntries(Object.keys(names).map((name) => [name, place(name)]))

const echo = service('echo', {
  path: '/echo',
  methods: {
    path: {
      http: get('/p/{text}/{whole}/{ratio}/{flag}/{id}/{level}/{word}/{blob}'),
      payload: scalars,
      result: scalars,
    },
    pathLists: {
      http: get('/l/{texts}/{wholes}/{pair}'),
      payload: { texts: lists.texts, wholes: lists.wholes, pair: lists.pair },
      result: { texts: lists.texts, wholes: lists.wholes, pair: lists.pair },
    },
    wildcard: {
      http: get('/w/{whole}/{*rest}'),
      payload: { whole: t.integer(), rest: t.string() },
      result: { whole: t.integer(), rest: t.string() },
    },
    query: { http: get('/q'), payload: scalars, result: scalars },
    repeated: { http: get('/q/repeat'), payload: lists, result: lists },
    separated: {
      http: get('/q/csv', { map: map(lists, (name) => query(`${name}[]`, { style: 'csv' })) }),
      payload: lists,
      result: lists,
    },
    deep: {
      http: get('/q/deep', { map: { filter: query('f', { style: 'deep' }) } }),
      payload: { filter, limits: t.map(t.integer()) },
      result: { filter, limits: t.map(t.integer()) },
    },
    headers: {
      http: get('/h', { map: map(scalars, (name) => header(`X-${name}`)) }),
      payload: scalars,
      result: scalars,
    },
    headerLists: {
      http: get('/h/lists', { map: map(lists, (name) => header(`X-${name}`)) }),
      payload: lists,
      result: lists,
    },
    cookies: {
      http: get('/c', { map: { text: cookie('text'), wholes: cookie('__Host-wholes') } }),
      payload: { text: t.string(), wholes: t.array(t.integer()) },
      result: { text: t.string(), wholes: t.array(t.integer()) },
    },
    fields: {
      http: post('/b', { map: { anything: body('any thing'), nothing: body('null') } }),
      payload: nested,
      result: nested,
    },
    whole: {
      http: put('/b/{id}', { map: { drawing: body(undefined, { whole: true }) } }),
      payload: { id: t.uuid(), drawing: Drawing },
      result: { id: t.uuid(), drawing: Drawing },
    },
    union: { http: post('/u'), payload: Drawing, result: Drawing },
    array: { http: post('/a'), payload: t.array(Drawing), result: t.array(Drawing) },
    everywhere: {
      http: put('/e/{id}', {
        map: { flags: query(), text: header('X-Text'), whole: cookie('whole') },
      }),
      payload: { ...scalars, flags: lists.flags, filter },
      result: { ...scalars, flags: lists.flags, filter },
    },
    inHeaders: {
      http: post('/r', {
        responses: [
          respond(200, {
            headers: { level: 'X-Level', whole: 'X-Whole', flag: 'X-Flag', pair: 'X-Pair' },
            cookies: { text: { name: 'text' }, ratio: { name: 'ratio', httpOnly: true } },
          }),
        ],
      }),
      payload: { ...scalars, pair: lists.pair },
      result: { ...scalars, pair: lists.pair },
    },
  },
})
const echoApi = api('echo', { version: '1.0.0', path: '/api/v1', services: [echo] })
const echoed = <Payload>(payload: Payload): Payload => payload
const handlers = {
  echo: {
    path: echoed,
    pathLists: echoed,
    wildcard: echoed,
    query: echoed,
    repeated: echoed,
    separated: echoed,
    deep: echoed,
    headers: echoed,
    headerLists: echoed,
    cookies: echoed,
    fields: echoed,
    whole: echoed,
    union: echoed,
    array: echoed,
    everywhere: echoed,
    inHeaders: echoed,
  },
}

/** What a payload may be refused for: text cannot tell it from another one. */
const cannotTravel = new Set(['text', 'minItems', 'minLength', 'minProperties'])

const runs = 60

for (const transport of transports) {
  describe(`over ${transport}`, async () => {
    const engine = createEngine(echoApi, { handlers })
    const options = await connect(engine, transport)
    after(() => engine.close())

    for (const validateResponses of [false, true]) {
      const client = createClient(echoApi, { ...options, validateResponses })
      const methods: Readonly<Record<string, (payload: never) => Promise<unknown>>> = client.echo
      for (const { name, payload: json = {} } of echoApi.model.services[0]?.methods ?? []) {
        const checked = validateResponses ? ', and the result is checked' : ''
        test(`${name}: what arrives is what was sent, or it is refused${checked}`, async () => {
          const random = seededRandom(name.length * 7919)
          let arrived = 0
          for (let run = 0; run < runs; run++) {
            const payload = randomValue(json, random)
            try {
              const result = await methods[name]?.(payload as never)
              assert.deepEqual(withoutEmpty(result), withoutEmpty(payload))
              arrived++
            } catch (error) {
              if (!(error instanceof RequestApiError)) throw error
              for (const { rule } of error.violations) assert.ok(cannotTravel.has(rule), rule)
            }
          }
          assert.ok(arrived > 0, 'every payload was refused')
        })
      }
    }
  })
}

/** An optional object without fields is not there at all in a query string. */
function withoutEmpty(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('filter' in value || 'limits' in value)) {
    return value
  }
  const isEmpty = (inner: unknown) => JSON.stringify(inner) === '{}'
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => !isEmpty(inner)))
}

const Search = z.object({
  words: z.string().transform((text) => text.split(' ')),
  page: z.coerce.number().int().default(1),
})
const foreignApi = api('foreign', {
  version: '1.0.0',
  services: [
    service('search', {
      methods: {
        find: {
          http: get('/find'),
          payload: Search,
          result: { words: t.array(t.string()), page: t.integer() },
        },
        send: {
          http: post('/send/{id}', { map: { tags: header('X-Tags') } }),
          payload: {
            id: t.integer(),
            tags: t.array(z.string()),
            at: z.string().transform((text) => text.length),
          },
          result: { id: t.integer(), tags: t.array(z.string()), at: z.number().positive() },
        },
      },
    }),
  ],
})

for (const transport of transports) {
  test(`a foreign schema checks here and transforms there, over ${transport}`, async () => {
    const engine = createEngine(foreignApi, {
      handlers: {
        search: { find: (payload) => payload, send: (payload) => payload },
      },
    })
    try {
      const client = createClient(foreignApi, {
        ...(await connect(engine, transport)),
        validateResponses: true,
      })
      const { find, send } = client.search
      assert.deepEqual(await find({ words: 'a b', page: 2 }), { words: ['a', 'b'], page: 2 })
      assert.deepEqual(await find({ words: '' }), { words: [''], page: 1 })
      assert.deepEqual(await send({ id: 1, tags: ['x', 'y'], at: 'noon' }), {
        id: 1,
        tags: ['x', 'y'],
        at: 4,
      })
      const outcome = await find.safe({ words: 'a', page: 'many' })
      assert.ok(!outcome.ok && outcome.error.code === 'request:invalid')
      assert.deepEqual(
        outcome.error.violations.map(({ pointer, in: place }) => [pointer, place]),
        [['/page', 'query']],
      )
    } finally {
      await engine.close()
    }
  })
}
