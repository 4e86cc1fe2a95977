import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { runPeer } from '../peer.ts'
import { createdId, type NewUser, person } from '../user.ts'

/** The baseline: node:http, with routing, validation and JSON written by hand. */
await runPeer(async () => {
  const server = createServer({ keepAliveTimeout: 72_000 }, route)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { port, close: async () => server.close() }
})

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const email = /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]+$/i
const bodyLimit = 1024 * 1024

function route(request: IncomingMessage, response: ServerResponse): void {
  const url = request.url ?? '/'
  if (request.method === 'GET' && url.startsWith('/users/')) {
    const id = url.slice('/users/'.length)
    if (!uuid.test(id)) return problem(response, 400)
    return answer(response, 200, { id, name: person.name, email: person.email })
  }
  if (request.method === 'POST' && url === '/users') return create(request, response)
  problem(response, 404)
}

function create(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = []
  let size = 0
  request.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= bodyLimit) chunks.push(chunk)
  })
  request.on('end', () => {
    if (size > bodyLimit) return problem(response, 413)
    const user = parseNewUser(Buffer.concat(chunks).toString())
    if (user === undefined) return problem(response, 400)
    answer(response, 201, { id: createdId, name: user.name, email: user.email })
  })
}

function parseNewUser(text: string): NewUser | undefined {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return undefined
  }
  return isNewUser(body) ? body : undefined
}

function isNewUser(body: unknown): body is NewUser {
  if (typeof body !== 'object' || body === null) return false
  for (const field in body) if (field !== 'name' && field !== 'email') return false
  const user = body as Partial<Record<keyof NewUser, unknown>>
  return isName(user.name) && typeof user.email === 'string' && email.test(user.email)
}

/** One to a hundred code points; the code units are counted first, as nearly always suffices. */
function isName(name: unknown): boolean {
  if (typeof name !== 'string' || name.length === 0 || name.length > 200) return false
  return name.length <= 100 || [...name].length <= 100
}

function problem(response: ServerResponse, status: number): void {
  answer(response, status, { type: 'about:blank', status }, 'application/problem+json')
}

function answer(
  response: ServerResponse,
  status: number,
  body: object,
  type = 'application/json; charset=utf-8',
): void {
  const text = JSON.stringify(body)
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) })
  response.end(text)
}
