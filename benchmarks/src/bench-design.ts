import { api, get, post, respond, service, t, type } from '@seaworthy/design'
import { implement } from 'seaworthy'
import { createdId, person } from './user.ts'

/** The two routes that every peer has (peer.ts), as a design. */
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

export const benchApi = api('bench', { version: '1.0.0', services: [users] })

export const benchHandlers = {
  users: implement(users, {
    get: async ({ id }) => ({ id, name: person.name, email: person.email }),
    create: async ({ name, email }) => ({ id: createdId, name, email }),
  }),
}
