import { BenchError } from './bench-error.ts'
import { person } from './user.ts'

/** One kind of request, measured alone. */
export interface Scenario {
  readonly name: string
  readonly title: string
  /** The status that every response must carry. */
  readonly status: number
  /** The requests as they go on the wire, all different, sent in turn. */
  requests(port: number): readonly Buffer[]
}

const variants = Array.from({ length: 256 }, (_, index) => index)

export const scenarios: readonly Scenario[] = [
  {
    name: 'get-user',
    title: 'GET /users/:id',
    status: 200,
    requests: (port) => variants.map((index) => toRequest(port, `GET /users/${toUuid(index)}`)),
  },
  {
    name: 'create-user',
    title: 'POST /users',
    status: 201,
    requests: (port) =>
      variants.map((index) => {
        const body = { name: `${person.name} ${index}`, email: `ada.${index}@example.com` }
        return toRequest(port, 'POST /users', JSON.stringify(body))
      }),
  },
]

/** The scenario of that name. */
export function findScenario(name: string): Scenario {
  const scenario = scenarios.find((candidate) => candidate.name === name)
  if (scenario !== undefined) return scenario
  const known = scenarios.map((candidate) => candidate.name).join(', ')
  throw new BenchError(`There is no scenario "${name}". Choose from: ${known}.`)
}

function toUuid(index: number): string {
  return `7c9e6679-7425-40de-944b-${index.toString(16).padStart(12, '0')}`
}

function toRequest(port: number, target: string, body?: string): Buffer {
  const head = [
    `${target} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'User-Agent: seaworthy-bench',
    'Accept: application/json',
  ]
  if (body !== undefined) {
    head.push('Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`)
  }
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body ?? ''}`)
}
