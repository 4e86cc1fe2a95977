import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  type MethodDefinition,
  type ServiceDefinition,
  allOf,
  anyOf,
  api,
  apiKey,
  basic,
  cookie,
  error,
  files,
  get,
  head,
  header,
  jwt,
  noSecurity,
  oauth2,
  patch,
  post,
  put,
  query,
  redirect,
  respond,
  scoped,
  service,
  t,
  type,
} from '../index.ts'
import type { ApiDefinition } from '../dsl/api-definition.ts'
import type { OpenApiDocument, OperationObject, ResponseObject } from './openapi-document.ts'
import { toOpenApi } from './to-openapi.ts'

describe('an operation', () => {
  test('is named by its service and method; further routes are numbered', () => {
    const { paths } = documentOf({
      read: { http: [get('/a'), get('/b'), get('/c')] },
      files: { http: get('/d') },
    })
    const ids = Object.values(paths).map((item) => item.get?.operationId)
    assert.deepEqual(ids, ['items.read', 'items.read.2', 'items.read.3', 'items.files'])
  })

  test('tells deadline, idempotence, objective, rate limit and resources', () => {
    const operation = operationOf({
      http: post('/x'),
      deadline: '5s',
      slo: { availability: 0.99, latency: { p: 0.9, under: '100ms' } },
      rateLimit: 'search',
      idempotent: true,
      deprecated: true,
    })
    assert.equal(operation['x-deadline-ms'], 5000)
    assert.equal(operation['x-idempotent'], true)
    assert.equal(operation['x-rate-limit'], 'search')
    const slo = { availability: 0.99, latency: { p: 0.9, 'under-ms': 100 } }
    assert.deepEqual(operation['x-slo'], slo)
    assert.equal(operation.deprecated, true)
  })

  test('a designed HEAD has no content, and HEAD of a GET is not listed', () => {
    const { paths } = documentOf({
      has: { http: head('/a'), result: t.string() },
      read: { http: get('/b'), result: t.string() },
    })
    assert.deepEqual(Object.keys(paths['/b'] ?? {}), ['get'])
    const success = paths['/a']?.head?.responses['200']
    assert.ok(success !== undefined && !('content' in success))
  })
})

describe('paths', () => {
  test('that differ only in the names of parameters are one, named by the first', () => {
    const { paths } = documentOf({
      read: { http: get('/{id}'), payload: { id: t.uuid() } },
      change: { http: patch('/{itemId}'), payload: { itemId: t.uuid(), name: t.string() } },
      rest: { http: put('/{*path}'), payload: { path: t.string() } },
    })
    assert.deepEqual(Object.keys(paths), ['/{id}'])
    const names = [paths['/{id}']?.get, paths['/{id}']?.patch, paths['/{id}']?.put].map((one) =>
      one?.parameters?.map(({ name }) => name),
    )
    assert.deepEqual(names, [['id'], ['id'], ['id']])
  })

  test('a wildcard beside a parameter keeps its star, for want of words in OpenAPI', () => {
    const { paths } = documentOf({
      read: { http: get('/{id}'), payload: { id: t.uuid() } },
      rest: { http: get('/{*path}'), payload: { path: t.string() } },
    })
    assert.deepEqual(Object.keys(paths), ['/{id}', '/{*path}'])
    assert.equal(paths['/{*path}']?.get?.parameters?.[0]?.name, '*path')
  })

  test('files ask what their service asks, redirects ask nobody', () => {
    const { paths } = documentOf(
      { read: { http: get('/x') } },
      {
        files: [files('/assets/{*path}', './public'), files('/robots.txt', './robots.txt')],
        redirects: [redirect('/old/{id}', '/new/{id}', 301)],
      },
      { security: jwt('bearer') },
    )
    const found = Object.values(paths).flatMap((item) => item.get ?? [])
    assert.deepEqual(
      found.map(({ operationId, security }) => [operationId, security]),
      [
        ['items.read', [{ bearer: [] }]],
        ['items.files', [{ bearer: [] }]],
        ['items.files.2', [{ bearer: [] }]],
        ['items.redirect', []],
      ],
    )
    assert.deepEqual(statuses(found[1]), [200, 206, 304, 401, 403, 404, 429, 431, 500, 503])
    assert.deepEqual(statuses(found[3]), [301, 429, 431, 500, 503])
    assert.equal(found[1]?.parameters?.[0]?.description?.includes('may contain `/`'), true)
  })
})

describe('parameters', () => {
  test('are told in the style in which the engine reads them', () => {
    const ids = t.array(t.int32()).optional()
    const { parameters } = operationOf({
      http: get('/{path}', {
        map: {
          repeated: query(),
          listed: query('l', { style: 'csv' }),
          filter: query(),
          header: header('X-Ids'),
          cookie: cookie('ids'),
        },
      }),
      payload: {
        path: t.array(t.string()),
        repeated: ids,
        listed: ids,
        filter: t.object({ a: t.string() }),
        header: ids,
        cookie: ids,
        plain: t.string(),
      },
    })
    const styles = (parameters ?? []).map((one) => [one.name, one.in, one.style, one.explode])
    assert.deepEqual(styles, [
      ['path', 'path', undefined, undefined], // simple
      ['repeated', 'query', 'form', true],
      ['l', 'query', 'form', false],
      ['filter', 'query', 'deepObject', true],
      ['X-Ids', 'header', undefined, undefined], // simple
      ['ids', 'cookie', 'form', false],
      ['plain', 'query', undefined, undefined], // form, of one value
    ])
  })

  test('take description and deprecation from their type; only required ones have an example', () => {
    const { parameters } = operationOf({
      http: get('/x'),
      payload: {
        a: t.string({ description: 'Which', deprecated: true }).optional(),
        b: t.literal('b'),
      },
    })
    assert.deepEqual(parameters, [
      {
        name: 'a',
        in: 'query',
        description: 'Which',
        deprecated: true,
        schema: { type: 'string' },
      },
      {
        name: 'b',
        in: 'query',
        required: true,
        schema: { type: 'string', const: 'b' },
        example: 'b',
      },
    ])
  })
})

describe('errors', () => {
  test('that no design names are listed where they may happen', () => {
    const base = [429, 431, 500, 503, 504]
    const bearer = jwt('bearer')
    const cases: [MethodDefinition, number[]][] = [
      [{ http: get('/x') }, [204, ...base]],
      [{ http: get('/x'), result: t.string() }, [200, 406, ...base]],
      [{ http: get('/x'), payload: { a: t.string() } }, [204, 400, ...base]],
      [{ http: get('/x'), security: bearer }, [204, 401, 403, ...base]],
      [{ http: post('/x'), payload: { a: t.string() } }, [204, 400, 408, 413, 415, ...base]],
    ]
    for (const [method, expected] of cases)
      assert.deepEqual(statuses(operationOf(method)), expected)
  })

  test('are shared by the operations that have them', () => {
    const { paths, components } = documentOf({ a: { http: get('/a') }, b: { http: get('/b') } })
    const shared = { $ref: '#/components/responses/TooManyRequests' }
    assert.deepEqual(paths['/a']?.get?.responses['429'], shared)
    assert.deepEqual(paths['/b']?.get?.responses['429'], shared)
    assert.deepEqual(Object.keys(components.responses['TooManyRequests']?.headers ?? {}), [
      'X-Request-ID',
      'Retry-After',
    ])
  })

  test('of one status are told apart by their type, the designed from the automatic', () => {
    const { components, paths } = documentOf({
      add: {
        http: post('/x'),
        payload: { a: t.string() },
        errors: { odd: error(400, 'That is odd', { why: t.string() }) },
      },
    })
    const response = paths['/x']?.post?.responses['400'] as ResponseObject
    const { schema, examples } = response.content?.['application/problem+json'] ?? {}
    const names = ['ValidationProblem', 'MalformedRequestProblem', 'ItemsOddProblem']
    assert.deepEqual(
      schema?.oneOf?.map(({ $ref }) => $ref),
      names.map((name) => `#/components/schemas/${name}`),
    )
    assert.equal(
      schema?.discriminator?.mapping?.['urn:problem:shop:items:odd'],
      schema?.oneOf?.[2]?.$ref,
    )
    assert.deepEqual(Object.keys(examples ?? {}), ['validation', 'malformedRequest', 'odd'])
    const [details, own] = components.schemas['ItemsOddProblem']?.allOf ?? []
    assert.deepEqual(details, { $ref: '#/components/schemas/ProblemDetails' })
    assert.deepEqual(own?.properties?.['status'], { const: 400 })
    assert.deepEqual(own?.properties?.['title'], { const: 'That is odd' })
    assert.deepEqual(own?.properties?.['why'], { type: 'string' })
    assert.deepEqual(own?.required, ['why'])
  })

  test('of one name and different fields are different components', () => {
    const { components } = documentOf({
      a: { http: get('/a'), errors: { gone: error(410, 'Gone') } },
      b: { http: get('/b'), errors: { gone: error(410, 'Gone', { since: t.date() }) } },
      c: { http: get('/c'), errors: { gone: error(410, 'Gone') } },
    })
    const names = Object.keys(components.schemas).filter((name) => name.startsWith('ItemsGone'))
    assert.deepEqual(names, ['ItemsGoneProblem', 'ItemsGoneProblem2'])
  })

  test('share 503 with a response that is designed', () => {
    const { responses } = operationOf({
      http: get('/x', { responses: [respond(503, { when: { ok: false } }), respond(200)] }),
      result: { ok: t.boolean() },
    })
    const { content = {} } = responses['503'] as ResponseObject
    assert.deepEqual(Object.keys(content), ['application/json', 'application/problem+json'])
    assert.deepEqual(content['application/json']?.example, { ok: false })
    const success = responses['200'] as ResponseObject
    assert.deepEqual(success.content?.['application/json']?.example, { ok: true })
  })
})

describe('responses', () => {
  test('of one status are one, which says when each is sent', () => {
    const Order = type('Order', { state: t.enum(['queued', 'paid']), etag: t.string() })
    const { responses } = operationOf({
      http: get('/x', {
        responses: [
          respond(200, { description: 'Paid', when: { state: 'paid' }, headers: { etag: 'ETag' } }),
          respond(200, { description: 'Not yet' }),
        ],
      }),
      result: Order,
    })
    const { description, headers, content } = responses['200'] as ResponseObject
    assert.equal(description, 'Paid (when `state` is `"paid"`)\n\nNot yet')
    assert.deepEqual(headers?.['ETag'], { schema: { type: 'string' } })
    const media = content?.['application/json']
    assert.equal(media?.schema?.anyOf?.[1]?.$ref, '#/components/schemas/Order')
    const states = Object.entries(media?.examples ?? {}).map(([name, { value }]) => [
      name,
      (value as { state: string }).state,
    ])
    assert.deepEqual(states, [
      ['state is "paid"', 'paid'],
      ['otherwise', 'queued'],
    ])
  })

  test('of different content types are told apart', () => {
    const { responses } = operationOf({
      http: get('/x', {
        responses: [
          respond(200, { when: { done: true }, body: 'pdf', contentType: 'application/pdf' }),
          respond(200, { body: 'text', contentType: 'text/plain' }),
        ],
      }),
      result: { done: t.boolean(), pdf: t.bytes(), text: t.string() },
    })
    const { content } = responses['200'] as ResponseObject
    assert.deepEqual(content?.['application/pdf'], {
      schema: { contentMediaType: 'application/pdf' },
    })
    assert.equal(content?.['text/plain']?.schema?.type, 'string')
  })

  test('tell every cookie in Set-Cookie, with its attributes', () => {
    const { responses } = operationOf({
      http: get('/x', {
        responses: [
          respond(204, {
            cookies: {
              session: { name: 'sid', maxAge: 60 },
              theme: { name: 'theme', httpOnly: false, secure: false, path: '/x' },
            },
          }),
        ],
      }),
      result: { session: t.string({ secret: true }), theme: t.string().optional() },
    })
    assert.deepEqual((responses['204'] as ResponseObject).headers?.['Set-Cookie'], {
      description:
        '`sid` — Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax\n\n' +
        '`theme` (not always) — Path=/x; SameSite=Lax',
      required: true,
      schema: { type: 'string' },
      example: 'sid=********; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax',
    })
  })
})

describe('unknown fields', () => {
  const Inner = type('Inner', { a: t.string() })
  const Outer = type('Outer', { inner: Inner, list: t.array(Inner.nullable()) })
  const shared = { add: { http: post('/x'), payload: Outer, result: Outer } } as const

  test('close a type in requests and leave it open in responses', () => {
    const { components, paths } = documentOf(shared)
    const body = paths['/x']?.post?.requestBody?.content['application/json']?.schema
    assert.deepEqual(body, { $ref: '#/components/schemas/OuterInput' })
    assert.equal(components.schemas['OuterInput']?.additionalProperties, false)
    assert.equal(components.schemas['InnerInput']?.additionalProperties, false)
    assert.equal(components.schemas['Outer']?.additionalProperties, undefined)
    assert.equal(components.schemas['Inner']?.additionalProperties, undefined)
    assert.deepEqual(components.schemas['OuterInput']?.properties?.['list']?.items?.valueOf(), {
      anyOf: [{ $ref: '#/components/schemas/InnerInput' }, { type: 'null' }],
    })
  })

  test('close a type that only requests have, under its own name', () => {
    const { components } = documentOf({ add: { http: post('/x'), payload: Outer } })
    assert.equal(components.schemas['Outer']?.additionalProperties, false)
    assert.equal(components.schemas['OuterInput'], undefined)
  })

  test('close nothing where the API strips or keeps them', () => {
    for (const unknownFields of ['strip', 'keep'] as const) {
      const { components } = documentOf(shared, {}, { unknownFields })
      assert.equal(components.schemas['OuterInput'], undefined)
      assert.equal(components.schemas['Outer']?.additionalProperties, undefined)
    }
  })

  test('follow the type where that says what it takes', () => {
    const Open = type('Open', { a: t.string() }, { unknownFields: 'keep' })
    const Shut = type('Shut', { a: t.string() }, { unknownFields: 'reject' })
    const payload = { open: Open, shut: Shut, text: type('Text', t.string()) }
    const { components } = documentOf({ add: { http: post('/x'), payload, result: payload } })
    const { Open: open, Shut: shut } = components.schemas
    assert.deepEqual([open?.additionalProperties, shut?.additionalProperties], [true, false])
    assert.equal(components.schemas['OpenInput'], undefined)
    assert.equal(components.schemas['TextInput'], undefined)
  })

  test('leave the name of another type alone', () => {
    const Taken = type('InnerInput', t.string())
    const payload = { a: Inner, b: Taken }
    const { components } = documentOf({ add: { http: post('/x'), payload, result: payload } })
    assert.equal(components.schemas['InnerInput']?.type, 'string')
    assert.equal(components.schemas['InnerInput2']?.additionalProperties, false)
  })

  test('close the objects of query strings', () => {
    const { parameters } = operationOf({
      http: get('/x'),
      payload: { filter: t.object({ a: t.string() }) },
    })
    assert.equal(parameters?.[0]?.schema.additionalProperties, false)
  })
})

test('the names of the standard schemas yield to those of the design', () => {
  const Own = type('ProblemDetails', t.string())
  const { components } = documentOf({ a: { http: get('/a'), result: Own } })
  assert.equal(components.schemas['ProblemDetails']?.type, 'string')
  assert.equal(components.schemas['ProblemDetails2']?.type, 'object')
})

test('a discriminator maps values to components, and is left out where members have no name', () => {
  const A = type('A', { kind: t.literal('a') })
  const B = type('B', { kind: t.enum(['b', 'c']) })
  const { components } = documentOf({
    named: { http: get('/a'), result: type('Named', t.union('kind', [A, B])) },
    unnamed: {
      http: get('/b'),
      result: type('Unnamed', t.union('kind', [A, t.object({ kind: t.literal('d') })])),
    },
  })
  assert.deepEqual(components.schemas['Named']?.discriminator, {
    propertyName: 'kind',
    mapping: {
      a: '#/components/schemas/A',
      b: '#/components/schemas/B',
      c: '#/components/schemas/B',
    },
  })
  assert.equal(components.schemas['Unnamed']?.discriminator, undefined)
})

test('security is alternatives of parts; none is an empty list', () => {
  const bearer = jwt('bearer', { scopes: { write: 'Change' } })
  const key = apiKey('key', { in: 'header', parameter: 'X-Key' })
  const flows = { clientCredentials: { tokenUrl: 'https://example.com/token' } }
  const partner = oauth2('partner', { scopes: { read: 'Read' }, flows })
  const { paths, components } = documentOf(
    {
      inherits: { http: get('/a') },
      open: { http: get('/b'), security: noSecurity },
      both: {
        http: get('/c'),
        security: anyOf(allOf(key, basic('staff')), scoped(partner, 'read')),
      },
    },
    {},
    { security: scoped(bearer, 'write') },
  )
  assert.deepEqual(paths['/a']?.get?.security, [{ bearer: ['write'] }])
  assert.deepEqual(paths['/b']?.get?.security, [])
  assert.deepEqual(paths['/c']?.get?.security, [{ key: [], staff: [] }, { partner: ['read'] }])
  assert.deepEqual(components.securitySchemes, {
    bearer: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      'x-scopes': { write: 'Change' },
    },
    key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    staff: { type: 'http', scheme: 'basic' },
    partner: {
      type: 'oauth2',
      flows: { clientCredentials: { ...flows.clientCredentials, scopes: { read: 'Read' } } },
    },
  })
})

test('servers are those of the design, or those that are given, or the origin', () => {
  const services = [service('ping', { methods: { send: { http: get('/ping') } } })]
  const { model } = api('shop', {
    version: '1',
    services,
    servers: [{ url: 'https://a.test' }],
  })
  assert.deepEqual(toOpenApi(model).servers, [{ url: 'https://a.test' }])
  assert.deepEqual(toOpenApi(model, { servers: [{ url: '/b' }] }).servers, [{ url: '/b' }])
  const none = api('shop', { version: '1', services })
  assert.deepEqual(toOpenApi(none.model).servers, [{ url: '/' }])
})

test('another operation does not change the examples of the others', () => {
  const Item = type('Item', { id: t.uuid(), label: t.string() })
  const read = { http: get('/read'), payload: { id: t.uuid() }, result: Item }
  const alone = documentOf({ read })
  const together = documentOf({ add: { http: post('/x'), payload: Item }, read })
  assert.deepEqual(together.paths['/read'], alone.paths['/read'])
})

test('a secret shows neither its example nor its default, nor inside the example of its owner', () => {
  const Login = type(
    'Login',
    { user: t.string(), password: t.string({ secret: true, example: 'hunter2' }).default('x') },
    { example: { user: 'jane', password: 'hunter2' } },
  )
  const document = documentOf({ add: { http: post('/x'), payload: Login } })
  assert.equal(JSON.stringify(document).includes('hunter2'), false)
  const { properties, examples } = document.components.schemas['Login'] ?? {}
  assert.deepEqual(properties?.['password'], { type: 'string', 'x-secret': true })
  assert.deepEqual(examples, [{ user: 'jane', password: '********' }])
})

function documentOf(
  methods: Record<string, MethodDefinition>,
  rest: Partial<ServiceDefinition<unknown>> = {},
  definition: Partial<ApiDefinition> = {},
): OpenApiDocument {
  const services = [service('items', { ...rest, methods })]
  return toOpenApi(api('shop', { version: '1.0.0', ...definition, services }).model)
}

function operationOf(method: MethodDefinition): OperationObject {
  const [item] = Object.values(documentOf({ method }).paths)
  const [operation] = Object.values(item ?? {})
  assert.ok(operation)
  return operation
}

function statuses(operation: OperationObject | undefined): number[] {
  return Object.keys(operation?.responses ?? {}).map(Number)
}
