import { api, get, post, respond, service, t, type } from '@seaworthy/design'
import { createEngine, implement } from 'seaworthy'
import { runPeer } from '../peer.ts'
import { createdId, person } from '../user.ts'

/** The engine of Seaworthy: a design, its handlers, and nothing switched off. */
await runPeer(async () => {
  const User = type('User', {
    id: t.uuid(),
    name: t.string({ minLength: 1, maxLength: 100 }),
    email: t.email(),
  })
  const users = service('users', {
    path: '/users',
    methods: {
      get: { http: get('/{id}'), payload: { id: t.uuid() }, result: User },
      create: {
        http: post('/', { responses: [respond(201)] }),
        payload: User.omit('id'),
        result: User,
      },
    },
  })
  const handlers = implement(users, {
    get: async ({ id }) => ({ id, name: person.name, email: person.email }),
    create: async ({ name, email }) => ({ id: createdId, name, email }),
  })
  const bench = api('bench', { version: '1.0.0', services: [users] })
  const engine = createEngine(bench, { handlers: { users: handlers } })
  const { port } = await engine.listen({ host: '127.0.0.1', port: 0 })
  return { port, close: () => engine.close() }
})
