import type { FastifyInstance } from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { answerOnSocket } from './client-error.ts'
import { holdContinue } from './expect-continue.ts'
import type { Recorder } from './outcome.ts'
import { methodNotAllowed } from './unrouted.ts'

/** What Node's server would answer by itself, or drop, takes the way of every other request. */
export function handleServerEvents({ server }: FastifyInstance, record: Recorder): void {
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    holdContinue(response)
    server.emit('request', request, response)
  })
  // An expectation that is not known may be passed over (RFC 9110 §10.1.1).
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    server.emit('request', request, response)
  })
  server.on('connect', (_request: IncomingMessage, socket: Socket) => {
    socket.on('error', () => socket.destroy())
    answerOnSocket(socket, methodNotAllowed(''), record)
    socket.resume()
  })
}
