import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { api } from '../dsl/api.ts'
import { error } from '../dsl/error.ts'
import { files, redirect } from '../dsl/files.ts'
import { resource } from '../dsl/resource.ts'
import { del, get, head, patch, post, put } from '../dsl/route.ts'
import { allOf, anyOf, apiKey, basic, jwt, noSecurity, oauth2, scoped } from '../dsl/security.ts'
import { type MethodDefinition, service } from '../dsl/service.ts'
import { respond } from '../dsl/respond.ts'
import { type } from '../schema/named-type.ts'
import { t } from '../schema/t.ts'
import { methodOf, modelOf } from './test-design.ts'

const http = get('/')

describe('a model', () => {
  test('has what the API says about itself', () => {
    const { model } = api('shop', {
      version: '1.4.0',
      title: 'Shop',
      description: 'Sells',
      termsOfService: 'https://example.com/terms',
      contact: { name: 'Ada', email: 'ada@example.com', url: 'https://example.com' },
      license: { name: 'MIT' },
      docs: { url: 'https://example.com/docs' },
      servers: [
        {
          url: 'https://{region}.example.com',
          variables: { region: { default: 'eu', enum: ['eu', 'us'] } },
        },
      ],
      path: '/api/v1',
      unknownFields: 'strip',
      problemTypes: 'https://example.com/problems/',
      services: [service('orders', { methods: { list: { http } } })],
    })
    const { services, types, schemes, resources, ...about } = model
    assert.deepEqual(about, {
      name: 'shop',
      version: '1.4.0',
      title: 'Shop',
      description: 'Sells',
      termsOfService: 'https://example.com/terms',
      contact: { name: 'Ada', email: 'ada@example.com', url: 'https://example.com' },
      license: { name: 'MIT' },
      docs: { url: 'https://example.com/docs' },
      servers: [
        {
          url: 'https://{region}.example.com',
          variables: { region: { default: 'eu', enum: ['eu', 'us'] } },
        },
      ],
      path: '/api/v1',
      unknownFields: 'strip',
      problemTypes: 'https://example.com/problems/',
    })
    assert.deepEqual([services.length, types, schemes, resources], [1, [], [], []])
  })

  test('has defaults where the API says nothing', () => {
    const model = modelOf({ list: { http } })
    assert.equal(model.title, 'shop')
    assert.equal(model.path, '')
    assert.equal(model.unknownFields, 'reject')
    assert.equal(model.problemTypes, 'urn:problem:shop:')
    assert.deepEqual(model.servers, [])
    assert.equal(modelOf({ list: { http } }, {}, { path: '/' }).path, '')
  })

  test('has everything that is used, once, in the order of use', () => {
    const [postgres, redis] = [resource('postgres'), resource('redis', { criticality: 'info' })]
    const [bearer, key] = [jwt('bearer'), apiKey('key', { in: 'header', parameter: 'X-Key' })]
    const Line = type('Line', { sku: t.string() })
    const Order = type('Order', { lines: t.array(Line) })
    const model = modelOf({
      list: { http, uses: [postgres], result: t.array(Order), security: bearer },
      add: {
        http: post('/'),
        uses: [redis, postgres],
        payload: Order,
        security: anyOf(key, bearer),
        errors: { bad: error(422, 'Bad', { line: Line }) },
      },
    })
    assert.deepEqual(model.resources, [postgres, redis])
    assert.deepEqual(model.schemes, [bearer, key])
    assert.deepEqual(
      model.types.map(({ name }) => name),
      ['Order', 'Line'],
    )
  })
})

describe('a method inherits', () => {
  test('security from the service, and the service from the API', () => {
    const [one, two, three] = [basic('one'), basic('two'), basic('three')]
    const names = (method: MethodDefinition, inService?: typeof one, inApi?: typeof one) =>
      methodOf(
        method,
        inService && { security: inService },
        inApi && { security: inApi },
      ).security.map((alternative) => alternative.map(({ scheme }) => scheme.name))
    assert.deepEqual(names({ http }), [])
    assert.deepEqual(names({ http }, undefined, three), [['three']])
    assert.deepEqual(names({ http }, two, three), [['two']])
    assert.deepEqual(names({ http, security: one }, two, three), [['one']])
    assert.deepEqual(names({ http, security: noSecurity }, two, three), [])
    assert.deepEqual(names({ http, security: anyOf(one, allOf(two, three)) }), [
      ['one'],
      ['two', 'three'],
    ])
  })

  test('a deadline from the API', () => {
    const deadline = (own?: '5s', ofApi?: '1m') =>
      methodOf({ http, ...(own && { deadline: own }) }, {}, ofApi && { deadline: ofApi }).deadline
    assert.equal(deadline(), 30_000)
    assert.equal(deadline(undefined, '1m'), 60_000)
    assert.equal(deadline('5s', '1m'), 5_000)
  })

  test('the errors of the service, and may declare them anew', () => {
    const { errors } = methodOf(
      {
        http,
        errors: {
          notFound: error(404, 'No such order', { id: t.uuid() }),
          gone: error(410, 'Gone'),
        },
      },
      {
        errors: {
          busy: error(503, 'Busy', {}, { description: 'Later' }),
          gone: error(404, 'Lost'),
        },
      },
    )
    assert.deepEqual(
      errors.map(({ name, status, type: uri, title }) => [name, status, title, uri]),
      [
        ['busy', 503, 'Busy', 'urn:problem:shop:orders:busy'],
        ['gone', 410, 'Gone', 'urn:problem:shop:orders:gone'],
        ['notFound', 404, 'No such order', 'urn:problem:shop:orders:not-found'],
      ],
    )
    assert.equal(errors[0]?.description, 'Later')
    assert.deepEqual(Object.keys(errors[2]?.fields?.properties ?? {}), ['id'])
  })

  test('tags from the service, whose name is the last resort', () => {
    assert.deepEqual(methodOf({ http }).tags, ['orders'])
    assert.deepEqual(methodOf({ http }, { tags: ['sales'] }).tags, ['sales'])
    assert.deepEqual(methodOf({ http, tags: ['own'] }, { tags: ['sales'] }).tags, ['own'])
  })

  test('the paths of the service and the API', () => {
    const path = (own: string, ofService?: string, ofApi?: string) =>
      methodOf(
        { http: get(own) },
        ofService === undefined ? {} : { path: ofService },
        ofApi === undefined ? {} : { path: ofApi },
      ).routes[0]?.path
    assert.equal(path('/'), '/')
    assert.equal(path('/a'), '/a')
    assert.equal(path('/', '/orders'), '/orders')
    assert.equal(path('/a', '/orders', '/api'), '/api/orders/a')
    assert.equal(path('/', '/', '/api'), '/api')
  })
})

describe('a method', () => {
  test('may be repeated when every verb may, or when it says so', () => {
    const idempotent = (...routes: MethodDefinition['http'][]) =>
      methodOf({ http: routes.flat() }).idempotent
    for (const safe of [get, head, put, del]) assert.equal(idempotent(safe('/')), true)
    for (const unsafe of [post, patch]) assert.equal(idempotent(unsafe('/')), false)
    assert.equal(idempotent(get('/'), post('/')), false)
    assert.equal(methodOf({ http: post('/'), idempotent: true }).idempotent, true)
    assert.equal(methodOf({ http, idempotent: false }).idempotent, false)
  })

  test('has its objectives in numbers', () => {
    const slo = { availability: 0.999, latency: { p: 0.99, under: '200ms' } } as const
    assert.deepEqual(methodOf({ http, slo }).slo, {
      availability: 0.999,
      latency: { p: 0.99, under: 200 },
    })
    assert.deepEqual(methodOf({ http, slo: { availability: 0.9 } }).slo, {
      availability: 0.9,
      latency: undefined,
    })
    assert.equal(methodOf({ http }).slo, undefined)
  })

  test('has what it says of itself', () => {
    const {
      summary,
      description,
      deprecated,
      rateLimit,
      service: owner,
    } = methodOf({
      http,
      summary: 'Reads',
      description: 'Reads an order',
      deprecated: true,
      rateLimit: 'costly',
    })
    assert.deepEqual(
      [summary, description, deprecated, rateLimit, owner],
      ['Reads', 'Reads an order', true, 'costly', 'orders'],
    )
    assert.equal(methodOf({ http }).deprecated, false)
    assert.equal(methodOf({ http }).rateLimit, 'default')
  })

  test('may have the scopes that it needs', () => {
    const bearer = jwt('bearer', { scopes: { read: 'Read', write: 'Write' } })
    const [[needed] = []] = methodOf({ http, security: scoped(bearer, 'read', 'write') }).security
    assert.deepEqual(needed?.requiredScopes, ['read', 'write'])
    assert.equal(needed?.scheme, bearer)
  })

  test('has a HEAD of its own beside the GET of another', () => {
    const model = modelOf({ read: { http: get('/a') }, peek: { http: head('/a') } })
    assert.equal(model.services[0]?.methods.length, 2)
  })
})

test('files and redirects have the prefix of their service', () => {
  const { services } = modelOf(
    {},
    {
      path: '/shop',
      files: [files('/assets/{*path}', './public', { index: 'index.html', maxAge: 60 })],
      redirects: [
        redirect('/old/{id}', '/shop/{id}'),
        redirect('/gone', 'https://example.com', 302),
      ],
    },
    { path: '/api' },
  )
  const [{ files: [folder] = [], redirects = [] } = {}] = services
  assert.equal(folder?.path, '/api/shop/assets/{*path}')
  assert.deepEqual([folder.folder, folder.index, folder.maxAge], ['./public', 'index.html', 60])
  assert.deepEqual(
    redirects.map(({ path, to, status }) => [path, to, status]),
    [
      ['/api/shop/old/{id}', '/shop/{id}', 308],
      ['/api/shop/gone', 'https://example.com', 302],
    ],
  )
})

describe('a model is data', () => {
  const flows = { clientCredentials: { tokenUrl: 'https://example.com/token' } }
  const contact = { name: 'Ada' }
  const session = { name: 'session' }
  const orders = service('orders', {
    security: oauth2('partner', { flows, scopes: { read: 'Read' } }),
    methods: {
      read: {
        http: get('/{id}', {
          responses: [respond(200, { cookies: { session }, when: { session: 'x' } }), respond(201)],
        }),
        payload: { id: t.uuid(), tags: t.array(t.string()).default([]) },
        result: { session: t.string(), id: t.uuid() },
        uses: [resource('postgres')],
      },
    },
    files: [files('/a', './a')],
  })
  const build = () => api('shop', { version: '1', contact, services: [orders] }).model

  test('that nobody can change', () => {
    assert.deepEqual(findMutable(build()), [])
    for (const given of [flows, contact, session]) assert.equal(Object.isFrozen(given), false)
  })

  test('that shares nothing that could change with the next one', () => {
    const [first, second] = [build(), build()]
    assert.deepEqual(first, second)
    assert.notEqual(first.services[0], second.services[0])
    assert.notEqual(first.contact, contact)
  })

  test('whose services may be part of several APIs', () => {
    const other = api('admin', { version: '1', path: '/admin', services: [orders] }).model
    assert.equal(other.services[0]?.methods[0]?.routes[0]?.path, '/admin/{id}')
    assert.equal(build().services[0]?.methods[0]?.routes[0]?.path, '/{id}')
  })
})

/** Objects that are not frozen, by their path. */
function findMutable(value: unknown, path = '', seen = new Set<unknown>()): string[] {
  if (typeof value !== 'object' || value === null || seen.has(value)) return []
  seen.add(value)
  const own = Object.isFrozen(value) ? [] : [path]
  return [
    ...own,
    ...Reflect.ownKeys(value).flatMap((key) =>
      findMutable(Reflect.get(value, key), `${path}/${String(key)}`, seen),
    ),
  ]
}
