// The sources of a large service, for the compiler to chew on: 25 services of 4 resources, each with
// five methods. Types are of a size that real ones have; no two services share any.

const services = 25
const resources = ['Order', 'Invoice', 'Shipment', 'Customer']

/** `design/<service>.ts` for every service, and `design.ts` that puts them together. */
export function designFiles(): Record<string, string> {
  const names = serviceNames()
  const files = Object.fromEntries(
    names.map((name) => [`design/${name}.ts`, [imports, ...sharedTypes(name), serviceOf(name)].join('\n')]),
  )
  const api = [
    "import { api } from '@seaworthy/design'",
    ...names.map((name) => `import { ${name} } from './design/${name}.ts'`),
    "export const large = api('large', {",
    "  version: '1.0.0',",
    `  services: [${names.join(', ')}],`,
    '})',
  ]
  return { ...files, 'design.ts': api.join('\n') }
}

/** `handlers/<service>.ts` for every service: each handler uses its payload, errors and result. */
export function handlerFiles(): Record<string, string> {
  return Object.fromEntries(
    serviceNames().map((name) => [`handlers/${name}.ts`, handlersOf(name)]),
  )
}

function serviceNames(): string[] {
  return Array.from({ length: services }, (_, index) => `shop${index + 1}`)
}

const imports = `import { del, error, get, header, jwt, patch, post, put, query, resource, service, t, type } from '@seaworthy/design'
`

function sharedTypes(service: string): string[] {
  return resources.map((one) => `
export const ${one} = type('${service}${one}', {
  id: t.uuid(),
  number: t.string({ pattern: /^[A-Z]{2}-\\d{6}$/ }),
  state: t.enum(['open', 'confirmed', 'closed', 'cancelled']),
  owner: t.email({ pii: true }),
  note: t.string({ maxLength: 2000 }).nullable(),
  priority: t.int32({ minimum: 0, maximum: 9 }),
  tags: t.array(t.string({ maxLength: 40 }), { maxItems: 20 }),
  lines: t.array(t.object({ sku: t.string(), quantity: t.uint32(), price: t.number() })),
  createdAt: t.dateTime(),
  updatedAt: t.dateTime().optional(),
})
export const New${one} = type('${service}New${one}', ${one}.omit('id', 'createdAt', 'updatedAt').extend({
  priority: t.int32({ minimum: 0, maximum: 9 }).default(5),
}))
export const ${one}Change = type('${service}${one}Change', ${one}.pick('state', 'note', 'priority', 'tags').partial())
`)
}

function serviceOf(service: string): string {
  const methods = resources.flatMap((one) => {
    const path = `/${one.toLowerCase()}s`
    return [`
    list${one}s: {
      http: get('${path}', { map: { since: query('created_since'), trace: header('X-Trace') } }),
      payload: {
        state: t.enum(['open', 'confirmed', 'closed', 'cancelled']).optional(),
        since: t.dateTime().optional(),
        limit: t.int32({ minimum: 1, maximum: 100 }).default(20),
        cursor: t.string().optional(),
        trace: t.string().optional(),
      },
      result: { items: t.array(${one}), next: t.string().optional(), total: t.uint32() },
      uses: [postgres],
      slo: { availability: 0.999, latency: { p: 0.99, under: '200ms' } },
    },`, `
    get${one}: {
      http: get('${path}/{id}'),
      payload: { id: t.uuid(), fields: t.array(t.enum(['lines', 'labels'])).optional() },
      result: ${one},
      errors: { notFound: error(404, 'No such ${one}', { id: t.uuid() }) },
    },`, `
    create${one}: {
      http: post('${path}'),
      payload: New${one},
      result: ${one},
      errors: {
        numberTaken: error(409, 'The number is taken', { number: t.string() }),
        ownerUnknown: error(422, 'The owner is not known', { owner: t.email({ pii: true }), hint: t.string().optional() }),
      },
      deadline: '5s',
    },`, `
    change${one}: {
      http: patch('${path}/{id}'),
      payload: ${one}Change.extend({ id: t.uuid(), ifMatch: t.string().optional() }),
      result: ${one},
      errors: { notFound: error(404, 'No such ${one}'), stale: error(412, 'Changed by somebody else', { current: ${one} }) },
    },`, `
    remove${one}: {
      http: del('${path}/{id}'),
      payload: { id: t.uuid() },
      errors: { notFound: error(404, 'No such ${one}') },
    },`]
  })
  return `
const bearer = jwt('bearer', { scopes: { read: 'Read', write: 'Write' } })
const postgres = resource('postgres')
export const ${service} = service('${service}', {
  path: '/${service}',
  security: bearer,
  errors: { quotaExceeded: error(429, 'The quota is used up', { resetsAt: t.dateTime() }) },
  methods: {${methods.join('')}
  },
})
`
}

function handlersOf(service: string): string {
  const handlers = resources.flatMap((one) => [`
  async list${one}s({ state, since, limit, cursor }, { errors }) {
    if (limit > 50 && since === undefined) throw errors.quotaExceeded({ resetsAt: String(state) })
    return { items: [], total: limit, ...(cursor !== undefined && { next: cursor }) }
  },`, `
  async get${one}({ id, fields }, { errors }) {
    const found = fields?.includes('lines') ? await find${one}(id) : undefined
    return found ?? errors.notFound.throw({ id })
  },`, `
  async create${one}(payload, { errors, signal }) {
    if (payload.lines.some(({ quantity }) => quantity === 0)) throw errors.numberTaken({ number: payload.number })
    if (signal.aborted) throw errors.ownerUnknown({ owner: payload.owner })
    return { ...payload, id: 'new', createdAt: 'now' }
  },`, `
  async change${one}({ id, ifMatch, ...change }, { errors }) {
    const found = await find${one}(id)
    if (found === undefined) throw errors.notFound()
    if (ifMatch !== found.updatedAt) throw errors.stale({ current: found })
    return { ...found, ...(change.state !== undefined && { state: change.state }) }
  },`, `
  async remove${one}({ id }, { errors }) {
    if ((await find${one}(id)) === undefined) throw errors.notFound()
  },`])
  return `import { implement } from 'seaworthy'
import type { OutputOf } from '@seaworthy/design'
import { ${service}, ${resources.join(', ')} } from '../design/${service}.ts'
${resources.map((one) => `declare function find${one}(id: string): Promise<OutputOf<typeof ${one}> | undefined>`).join('\n')}
export const ${service}Handlers = implement(${service}, {${handlers.join('')}
})
`
}
