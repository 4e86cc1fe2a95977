import { del, error, get, post, put, resource, respond, service, t, type } from '@seaworthy/design'

export const postgres = resource('postgres', { description: 'Users live here' })

export const User = type(
  'User',
  {
    id: t.uuid({
      description: 'Given by the service',
      example: '5b1f2c8e-6f0a-4d43-9a55-0d6d5c1f7a10',
    }),
    name: t.string({ minLength: 1, maxLength: 100, example: 'Ada Lovelace' }),
    email: t.email({ maxLength: 254, pii: true, example: 'ada@example.com' }),
  },
  { description: 'A customer of the store' },
)

const userData = User.omit('id')

const notFound = error(404, 'There is no such user', { id: t.uuid() })
const emailTaken = error(409, 'Another user has this e-mail address')

export const users = service('users', {
  description: 'Customers of the store',
  path: '/users',
  methods: {
    list: {
      summary: 'List users',
      description: 'In the order in which they were created.',
      http: get('/'),
      payload: {
        page: t.integer({ minimum: 1, maximum: 10_000, description: 'Counts from 1' }).default(1),
        limit: t.integer({ minimum: 1, maximum: 100, description: 'Users a page' }).default(20),
      },
      result: t.array(User),
      uses: [postgres],
      deadline: '5s',
      slo: { availability: 0.999, latency: { p: 0.99, under: '300ms' } },
    },
    get: {
      summary: 'Get a user',
      http: get('/{id}'),
      payload: { id: t.uuid() },
      result: User,
      errors: { notFound },
      uses: [postgres],
      deadline: '5s',
      slo: { availability: 0.999, latency: { p: 0.99, under: '200ms' } },
    },
    create: {
      summary: 'Create a user',
      http: post('/', {
        responses: [respond(201, { headers: { location: 'Location' }, description: 'Created' })],
      }),
      payload: userData,
      result: User.extend({ location: t.string({ description: 'Where the user can be fetched' }) }),
      errors: { emailTaken },
      uses: [postgres],
      deadline: '5s',
    },
    update: {
      summary: 'Replace the data of a user',
      http: put('/{id}'),
      payload: userData.extend({ id: t.uuid() }),
      result: User,
      errors: { notFound, emailTaken },
      uses: [postgres],
      deadline: '5s',
    },
    delete: {
      summary: 'Delete a user',
      http: del('/{id}'),
      payload: { id: t.uuid() },
      errors: { notFound },
      uses: [postgres],
      deadline: '5s',
    },
  },
})
