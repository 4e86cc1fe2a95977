import { createdId, person } from './user.ts'

/** A request with the one right answer to it. */
export interface Probe {
  readonly title: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** Sent as it is, with `Content-Type: application/json`. */
  readonly body?: string
  readonly status: number
  /** Members of the JSON answer: all of them for a success, `status` of a problem document. */
  readonly answer: Readonly<Record<string, unknown>>
}

const id = '7c9e6679-7425-40de-944b-e07fc1f90ae7'

export const probes: readonly Probe[] = [
  get('a user', id, 200, { id, ...person }),
  get('a malformed UUID', 'not-a-uuid', 400),
  get('a UUID cut short', id.slice(0, -1), 400),
  get('a UUID with a letter too many', `${id}a`, 400),
  accepted('a user', person),
  accepted('a name of one character', { ...person, name: 'A' }),
  accepted('a name of 100 characters', { ...person, name: 'a'.repeat(100) }),
  accepted('a name of 100 code points', { ...person, name: '🚢'.repeat(100) }),
  accepted('a name that needs escapes', { ...person, name: '"Ada"\n\\Löve\u2028lace' }),
  refused('a name of 101 characters', { ...person, name: 'a'.repeat(101) }),
  refused('a name of 101 code points', { ...person, name: '🚢'.repeat(101) }),
  refused('an empty name', { ...person, name: '' }),
  refused('a name that is a number', { ...person, name: 1 }),
  refused('a name that is null', { ...person, name: null }),
  refused('no name', { email: person.email }),
  refused('no email', { name: person.name }),
  refused('an email without a domain', { ...person, email: 'ada' }),
  refused('an email with a space', { ...person, email: 'ada @example.com' }),
  refused('an unknown member', { ...person, admin: true }),
  refused('an array', [person]),
  refused('null', null),
  { ...refused('text that is not JSON', null), body: '{"name":' },
]

function get(title: string, path: string, status: number, answer: object = { status }): Probe {
  return { title, method: 'GET', path: `/users/${path}`, status, answer: { ...answer } }
}

function accepted(title: string, user: object): Probe {
  return { ...post(title, user), status: 201, answer: { id: createdId, ...user } }
}

function refused(title: string, body: unknown): Probe {
  return { ...post(title, body), status: 400, answer: { status: 400 } }
}

function post(title: string, body: unknown): Pick<Probe, 'title' | 'method' | 'path' | 'body'> {
  return { title, method: 'POST', path: '/users', body: JSON.stringify(body) }
}
