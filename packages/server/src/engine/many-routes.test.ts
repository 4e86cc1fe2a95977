import assert from 'node:assert/strict'
import { type Service, api, error, get, post, service, t, type } from '@seaworthy/design'
import { test } from 'node:test'
import { createEngine } from './engine.ts'

const User = type('User', { id: t.uuid(), name: t.string() })
const uuid = '7c9e6679-7425-40de-944b-e07fc1f90ae7'

/** 250 services of four methods each. */
const services: readonly Service[] = Array.from({ length: 250 }, (_, index) =>
  service(`s${index}`, {
    path: `/s${index}`,
    errors: { notFound: error(404, 'There is none', { id: t.uuid() }) },
    methods: {
      list: { http: get('/'), payload: { limit: t.integer().default(10) }, result: t.array(User) },
      read: { http: get('/{id}'), payload: { id: t.uuid() }, result: User },
      add: { http: post('/'), payload: { name: t.string() }, result: User },
      tag: { http: post('/{id}/tags'), payload: { id: t.uuid(), tag: t.string() } },
    },
  }),
)

test('a thousand routes are a thousand routes of Fastify, and as many answers', async (ctx) => {
  const user = { id: uuid, name: 'Ada' }
  const handlers = { list: () => [user], read: () => user, add: () => user, tag: () => {} }
  let records = 0
  const engine = createEngine(api('many', { version: '1', services }), {
    handlers: Object.fromEntries(services.map(({ name }) => [name, handlers])),
    documents: false,
    record: () => records++,
  })
  ctx.after(() => engine.close())
  let made = 0
  engine.fastify.addHook('onRoute', () => void made++)
  await engine.fastify.ready()
  assert.equal(made, 1000)
  for (const name of services.map((one) => one.name)) {
    assert.deepEqual((await engine.inject(`/${name}/${uuid}`)).json(), user)
    const { headers } = await engine.inject({ method: 'DELETE', url: `/${name}/${uuid}/tags` })
    assert.equal(headers.allow, 'OPTIONS, POST')
  }
  assert.equal(records, 500)
})
