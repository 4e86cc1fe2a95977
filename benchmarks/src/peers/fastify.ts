import { fastify } from 'fastify'
import type { AddressInfo } from 'node:net'
import { runPeer } from '../peer.ts'
import { createdId, type NewUser, person } from '../user.ts'

/** Fastify with nothing added: JSON Schema for requests and responses, no logger. */
await runPeer(async () => {
  // Fastify's own defaults turn a number into a string and drop unknown members.
  const app = fastify({ ajv: { customOptions: { coerceTypes: false, removeAdditional: false } } })

  const user = {
    type: 'object',
    required: ['id', 'name', 'email'],
    properties: { id: { type: 'string' }, name: { type: 'string' }, email: { type: 'string' } },
  }
  const params = {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'string', format: 'uuid' } },
  }
  const body = {
    type: 'object',
    required: ['name', 'email'],
    additionalProperties: false,
    properties: {
      name: { type: 'string', minLength: 1, maxLength: 100 },
      email: { type: 'string', format: 'email' },
    },
  }

  app.get<{ Params: { id: string } }>(
    '/users/:id',
    { schema: { params, response: { 200: user } } },
    async (request) => ({ id: request.params.id, name: person.name, email: person.email }),
  )
  app.post<{ Body: NewUser }>(
    '/users',
    { schema: { body, response: { 201: user } } },
    async (request, reply) => {
      reply.code(201)
      return { id: createdId, name: request.body.name, email: request.body.email }
    },
  )
  app.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
    const status = error.statusCode ?? 500
    return reply.code(status).type('application/problem+json').send({ type: 'about:blank', status })
  })

  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  return { port, close: () => app.close() }
})
