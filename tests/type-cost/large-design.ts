// The sources of a large API, for the compiler to chew on: 25 services of two resources with ten
// methods each, declared, implemented and called. No two services share a type.

const services = Array.from({ length: 25 }, (_, index) => `shop${index + 1}`)
const resources = ['Order', 'Invoice']

/** `design/<service>.ts` for every service, and `design.ts` that puts them together. */
export function designFiles(): Record<string, string> {
  return {
    ...filesOf('design', designOf),
    'design.ts': [
      "import { api } from '@seaworthy/design'",
      ...services.map((name) => `import { ${name} } from './design/${name}.ts'`),
      `export const large = api('large', { version: '1.0.0', services: [${services.join(', ')}] })`,
    ].join('\n'),
  }
}

/** `handlers/<service>.ts` for every service: handlers use their payload, errors and result. */
export function handlerFiles(): Record<string, string> {
  return filesOf('handlers', handlersOf)
}

/** `calls/<service>.ts` for every service: every method is called, its result and errors are read. */
export function callFiles(): Record<string, string> {
  return {
    ...filesOf('calls', callsOf),
    'client.ts': [
      "import { createClient } from '@seaworthy/client'",
      "import { large } from './design.ts'",
      "export const client = createClient(large, { baseUrl: 'http://localhost' })",
    ].join('\n'),
  }
}

function filesOf(folder: string, write: (service: string) => string): Record<string, string> {
  return Object.fromEntries(services.map((name) => [`${folder}/${name}.ts`, write(name)] as const))
}

function designOf(service: string): string {
  return `import { del, error, get, header, jwt, patch, post, query, resource, service, t, type } from '@seaworthy/design'

const bearer = jwt('bearer', { scopes: { read: 'Read', write: 'Write' } })
const postgres = resource('postgres')
${resources.map((one) => typesOf(service, one)).join('')}
export const ${service} = service('${service}', {
  path: '/${service}',
  security: bearer,
  errors: { quotaExceeded: error(429, 'The quota is used up', { resetsAt: t.dateTime() }) },
  methods: {${resources.map(methodsOf).join('')}
  },
})
`
}

function typesOf(service: string, one: string): string {
  return `
export const ${one} = type('${service}${one}', {
  id: t.uuid(),
  number: t.string({ pattern: /^[A-Z]{2}-\\d{6}$/ }),
  state: t.enum(['open', 'confirmed', 'closed', 'cancelled']),
  owner: t.email({ pii: true }),
  note: t.string({ maxLength: 2000 }).nullable(),
  tags: t.array(t.string({ maxLength: 40 }), { maxItems: 20 }),
  lines: t.array(t.object({ sku: t.string(), quantity: t.uint32(), price: t.number() })),
  createdAt: t.dateTime(),
  updatedAt: t.dateTime().optional(),
})
const New${one} = type('${service}New${one}', ${one}.omit('id', 'createdAt', 'updatedAt'))
const ${one}Change = ${one}.pick('state', 'note', 'tags').partial().extend({ id: t.uuid() })
const ${one}Event = type('${service}${one}Event', {
  at: t.dateTime(),
  actor: t.email({ pii: true }),
  action: t.enum(['created', 'changed', 'confirmed', 'cancelled']),
  detail: t.string().optional(),
})
const ${one}NotFound = error(404, 'No such ${one}', { id: t.uuid() })
const ${one}WrongState = error(409, 'Not in this state', { state: t.string() })
`
}

function methodsOf(one: string): string {
  const path = `/${one.toLowerCase()}s`
  return `
    list${one}s: {
      http: get('${path}', { map: { since: query('created_since'), trace: header('X-Trace') } }),
      payload: {
        state: t.enum(['open', 'confirmed', 'closed', 'cancelled']).optional(),
        since: t.dateTime().optional(),
        limit: t.int32({ minimum: 1, maximum: 100 }).default(20),
        trace: t.string().optional(),
      },
      result: { items: t.array(${one}), next: t.string().optional() },
      uses: [postgres],
      slo: { availability: 0.999, latency: { p: 0.99, under: '200ms' } },
    },
    get${one}: {
      http: get('${path}/{id}'),
      payload: { id: t.uuid(), fields: t.array(t.enum(['lines', 'tags'])).optional() },
      result: ${one},
      errors: { notFound: ${one}NotFound },
    },
    create${one}: {
      http: post('${path}'),
      payload: New${one},
      result: ${one},
      errors: { numberTaken: error(409, 'The number is taken', { number: t.string() }) },
      deadline: '5s',
    },
    change${one}: {
      http: patch('${path}/{id}'),
      payload: ${one}Change,
      result: ${one},
      errors: { notFound: ${one}NotFound, wrongState: ${one}WrongState },
    },
    remove${one}: {
      http: del('${path}/{id}'),
      payload: { id: t.uuid() },
      errors: { notFound: ${one}NotFound },
    },
    confirm${one}: {
      http: post('${path}/{id}/confirm'),
      payload: { id: t.uuid() },
      result: ${one},
      errors: { notFound: ${one}NotFound, wrongState: ${one}WrongState },
    },
    cancel${one}: {
      http: post('${path}/{id}/cancel'),
      payload: { id: t.uuid(), reason: t.string({ maxLength: 500 }).optional() },
      result: ${one},
      errors: { notFound: ${one}NotFound, wrongState: ${one}WrongState },
    },
    add${one}Line: {
      http: post('${path}/{id}/lines'),
      payload: { id: t.uuid(), sku: t.string(), quantity: t.uint32().default(1), price: t.number() },
      result: ${one},
      errors: { notFound: ${one}NotFound, skuUnknown: error(422, 'No such article') },
    },
    list${one}Events: {
      http: get('${path}/{id}/events'),
      payload: { id: t.uuid(), after: t.dateTime().optional() },
      result: t.array(${one}Event),
      errors: { notFound: ${one}NotFound },
    },
    total${one}: {
      http: get('${path}/{id}/total'),
      payload: { id: t.uuid() },
      result: { amount: t.number(), currency: t.string({ minLength: 3, maxLength: 3 }) },
      errors: { notFound: ${one}NotFound },
    },`
}

function handlersOf(service: string): string {
  return `import type { OutputOf } from '@seaworthy/design'
import { implement } from 'seaworthy'
import { ${[service, ...resources].join(', ')} } from '../design/${service}.ts'

interface Repository<Entity> {
  find(id: string): Promise<Entity | undefined>
  list(limit: number): Promise<Entity[]>
  remove(id: string): Promise<boolean>
}
${resources.map((one) => `declare const repo${one}: Repository<OutputOf<typeof ${one}>>`).join('\n')}

export const ${service}Handlers = implement(${service}, {${resources.map(handlersOfResource).join('')}
})
`
}

function handlersOfResource(one: string): string {
  return `
  async list${one}s({ state, since, limit }, { errors }) {
    if (limit > 50 && since === undefined) throw errors.quotaExceeded({ resetsAt: String(state) })
    return { items: await repo${one}.list(limit) }
  },
  async get${one}({ id, fields }, { errors }) {
    const found = fields?.includes('lines') ? await repo${one}.find(id) : undefined
    return found ?? errors.notFound.throw({ id })
  },
  async create${one}(payload, { errors }) {
    if (payload.lines.length === 0) throw errors.numberTaken({ number: payload.number })
    return { ...payload, id: 'new', createdAt: 'now' }
  },
  async change${one}({ id, state }, { errors }) {
    const found = (await repo${one}.find(id)) ?? errors.notFound.throw({ id })
    if (found.state === 'closed') throw errors.wrongState({ state: found.state })
    return { ...found, ...(state !== undefined && { state }) }
  },
  async remove${one}({ id }, { errors }) {
    if (!(await repo${one}.remove(id))) throw errors.notFound({ id })
  },
  async confirm${one}({ id }, { errors }) {
    const found = (await repo${one}.find(id)) ?? errors.notFound.throw({ id })
    if (found.state !== 'open') throw errors.wrongState({ state: found.state })
    return { ...found, state: 'confirmed' }
  },
  async cancel${one}({ id, reason }, { errors }) {
    const found = (await repo${one}.find(id)) ?? errors.notFound.throw({ id })
    return { ...found, state: 'cancelled', note: reason ?? null }
  },
  async add${one}Line({ id, ...line }, { errors }) {
    if (line.sku === '') throw errors.skuUnknown()
    const found = (await repo${one}.find(id)) ?? errors.notFound.throw({ id })
    return { ...found, lines: [...found.lines, line] }
  },
  async list${one}Events({ id, after }, { errors }) {
    const found = (await repo${one}.find(id)) ?? errors.notFound.throw({ id })
    return [{ at: after ?? found.createdAt, actor: found.owner, action: 'created' }]
  },
  async total${one}({ id }, { errors }) {
    const { lines } = (await repo${one}.find(id)) ?? errors.notFound.throw({ id })
    return { amount: lines.reduce((sum, { price }) => sum + price, 0), currency: 'EUR' }
  },`
}

function callsOf(service: string): string {
  return `import { client } from '../client.ts'

const { ${service} } = client
export const titles: string[] = []
${resources.map((one) => callsOfResource(service, one)).join('')}`
}

function callsOfResource(service: string, one: string): string {
  return `
export async function use${one}(id: string): Promise<void> {
  const { items } = await ${service}.list${one}s({ state: 'open' })
  const found = await ${service}.get${one}.safe({ id })
  if (found.ok) titles.push(found.value.number, ...items.map(({ number }) => number))
  const { owner, note, tags, lines, state } = await ${service}.get${one}({ id, fields: ['lines'] })
  const created = await ${service}.create${one}({ number: 'AB-000001', owner, note, tags, lines, state })
  try {
    await ${service}.change${one}({ id: created.id, state: 'closed' })
    await ${service}.add${one}Line({ id, sku: 'a', price: 1 })
    const { updatedAt = id } = await ${service}.confirm${one}({ id })
    const events = await ${service}.list${one}Events({ id, after: updatedAt })
    const { amount, currency } = await ${service}.total${one}({ id })
    titles.push(currency + amount, ...events.map(({ action, detail }) => detail ?? action))
    await ${service}.cancel${one}({ id, reason: 'A mistake' })
    await ${service}.remove${one}({ id })
  } catch (failure) {
    if (${service}.remove${one}.isError(failure, 'notFound')) titles.push(failure.fields.id)
  }
}
`
}
