import { type MethodModel, type RouteModel, toPointer } from '@seaworthy/design'
import {
  type MediaTypeObject,
  type OperationObject,
  type ResponseObject,
  toOpenApi,
} from '@seaworthy/design/openapi'
import { type Authenticator, createEngine } from 'seaworthy'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { richDesign } from './rich-design.ts'
import { SchemaJudge } from './schema-judge.ts'
import { variationsOf } from './variations.ts'

const { model } = richDesign
const document = toOpenApi(model)
const judge = new SchemaJudge(document)

interface Operation {
  readonly method: MethodModel
  readonly route: RouteModel
  readonly operation: OperationObject
}

const operations: Operation[] = model.services
  .flatMap(({ methods }) => methods)
  .flatMap((method) =>
    method.routes.map((route) => {
      const verb = route.verb.toLowerCase() as 'get'
      const operation = Object.values(document.paths)
        .map((item) => item[verb])
        .find((one) => one?.['x-deadline-ms'] !== undefined && serves(one, method, route))
      assert.ok(operation, `${route.verb} ${route.path} is in the document`)
      return { method, route, operation }
    }),
  )

/** Reaches the handler, and there fails: a 500 means that the request was accepted. */
const accepting = createEngine(richDesign, {
  handlers: handlersThat(() => {
    throw new Error('reached')
  }),
  authenticators: authenticators(),
  record: () => undefined,
})

describe('what the document says of bodies, the engine does', () => {
  for (const { operation, route } of operations) {
    const media = operation.requestBody?.content['application/json']
    if (media?.schema === undefined) continue
    test(operation.operationId, async () => {
      const { example, schema } = media
      assert.ok(example !== undefined, 'there is an example')
      assert.equal(await accepts(operation, route, example), true, 'the example is accepted')
      let refused = 0
      for (const { path, value, what } of variationsOf(example)) {
        if (unsaid.test(toPointer(path))) continue
        const expected = judge.faults(schema as object, value).length === 0
        if (!expected) refused++
        const actual = await accepts(operation, route, value)
        assert.equal(actual, expected, `${what} at ${toPointer(path)}: ${JSON.stringify(value)}`)
      }
      assert.ok(refused > 3, `${refused} variations are refused`)
    })
  }
})

/** JSON Schema does not assert `contentEncoding`, so a document cannot say what base64 is. */
const unsaid = /^\/bytes$/

describe('what the document says of answers, the engine does', () => {
  test('a body that breaks the schema is answered as documented', async () => {
    for (const { operation, route } of operations) {
      if (operation.requestBody === undefined) continue
      const response = await send(operation, route, { payload: '{"no such field":' })
      fits(operation, response.statusCode, response.json(), '400')
    }
  })

  test('a body of another media type is answered as documented', async () => {
    for (const { operation, route } of operations) {
      if (operation.requestBody === undefined) continue
      const headers = { 'content-type': 'text/csv' }
      const response = await send(operation, route, { payload: 'a,b', headers })
      fits(operation, response.statusCode, response.json(), '415')
    }
  })

  test('a caller without credentials is answered as documented', async () => {
    for (const { operation, route } of operations) {
      if (operation.security.length === 0 || route.verb === 'HEAD') continue
      const url = urlOf(operation, route)
      const response = await accepting.inject({ method: route.verb, url })
      fits(operation, response.statusCode, response.json(), '401')
      assert.ok(response.headers['www-authenticate'])
    }
  })

  test('a failure is answered as documented', async () => {
    for (const { operation, route } of operations) {
      if (route.verb === 'HEAD') continue
      const body = operation.requestBody?.content['application/json']?.example
      const response = await send(operation, route, { body })
      fits(operation, response.statusCode, response.json(), '500')
    }
  })

  test('a client that takes no form of the response is answered as documented', async () => {
    for (const { operation, route } of operations) {
      if (!('406' in operation.responses) || route.verb === 'HEAD') continue
      const response = await send(operation, route, { headers: { accept: 'image/gif' } })
      fits(operation, response.statusCode, response.json(), '406')
    }
  })

  test('every response that is designed is sent as documented', async () => {
    for (const { operation, method, route } of operations) {
      for (const [status, response] of Object.entries(operation.responses)) {
        if (!/^[23]/.test(status) || '$ref' in response) continue
        for (const { type, media, example } of examplesOf(response)) {
          const where = `${operation.operationId} ${status}`
          const { statusCode, headers, body } = await answer(operation, route, method, example)
          assert.equal(String(statusCode), status, where)
          assert.equal(essenceOf(headers['content-type']), essenceOf(type))
          const received: unknown = type.includes('json') ? JSON.parse(body) : body
          assert.deepEqual(judge.faults(media.schema ?? {}, received), [], where)
          for (const [name, header] of Object.entries(response.headers ?? {})) {
            const required = '$ref' in header || header.required === true
            assert.ok(!required || headers[name.toLowerCase()] !== undefined, `${where} ${name}`)
          }
        }
      }
    }
  })
})

test('every designed error is sent as documented', async () => {
  for (const { operation, method, route } of operations) {
    if (route.verb === 'HEAD') continue
    for (const { name, status } of method.errors) {
      const response = operation.responses[status]
      assert.ok(response !== undefined && !('$ref' in response), `${operation.operationId} ${name}`)
      const media = response.content?.['application/problem+json'] ?? {}
      const example = (media.example ?? media.examples?.[name]?.value) as Record<string, unknown>
      const { type, title, instance, trace_id, status: _, ...fields } = example
      assert.ok(type && title && instance && trace_id)
      const engine = createEngine(richDesign, {
        handlers: handlersThat((_payload, { errors }) => {
          throw (errors[name] as (fields: object) => Error)(fields)
        }),
        authenticators: authenticators(),
        documents: false,
        record: () => undefined,
      })
      const body = operation.requestBody?.content['application/json']?.example
      const sent = await send(operation, route, { body }, engine)
      fits(operation, sent.statusCode, sent.json(), String(status))
    }
  }
})

type Engine = Pick<typeof accepting, 'inject'>

function serves({ operationId }: OperationObject, method: MethodModel, route: RouteModel): boolean {
  const index = method.routes.indexOf(route)
  const id = `${method.service}.${method.name}`
  return operationId === (index === 0 ? id : `${id}.${index + 1}`)
}

async function accepts(operation: OperationObject, route: RouteModel, body: unknown) {
  const response = await send(operation, route, { body })
  assert.ok([400, 500].includes(response.statusCode), response.body)
  return response.statusCode === 500
}

interface Sent {
  readonly body?: unknown
  readonly payload?: string
  readonly headers?: Readonly<Record<string, string>>
}

function send(
  operation: OperationObject,
  route: RouteModel,
  sent: Sent,
  engine: Engine = accepting,
) {
  const payload = sent.payload ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body))
  return engine.inject({
    method: route.verb,
    url: urlOf(operation, route),
    query: operation.operationId === 'orders.feed' ? { key: 'any' } : {},
    headers: {
      ...credentials,
      ...(payload !== undefined && { 'content-type': 'application/json' }),
      ...(route.parameters.some(({ name }) => name === 'If-Match') && { 'if-match': '"1"' }),
      ...sent.headers,
    },
    ...(payload !== undefined && { payload }),
  })
}

const credentials = {
  authorization: 'Bearer any',
  'x-partner-key': 'any',
  cookie: 'visit=any',
}

/** `application/json; charset=utf-8` is `application/json`. */
function essenceOf(contentType: string | undefined): string | undefined {
  return contentType?.split(';', 1)[0]
}

/** The path with the examples of its parameters. */
function urlOf(operation: OperationObject, { path }: RouteModel): string {
  const values = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
  let index = 0
  return path.replace(/\{\*?\w+\}/g, () => {
    const { example } = values[index++] ?? {}
    return encodeURIComponent(Array.isArray(example) ? example.join(',') : String(example))
  })
}

function fits(operation: OperationObject, status: number, body: unknown, expected: string): void {
  const where = `${operation.operationId} ${expected}`
  assert.equal(String(status), expected, `${where}: ${JSON.stringify(body)}`)
  const given = operation.responses[expected]
  assert.ok(given, `${where} is documented`)
  const response =
    '$ref' in given
      ? document.components.responses[given.$ref.slice('#/components/responses/'.length)]
      : given
  const schema = response?.content?.['application/problem+json']?.schema
  assert.deepEqual(judge.faults(schema ?? {}, body), [], where)
}

function examplesOf({ content = {} }: ResponseObject) {
  return Object.entries(content).flatMap(([type, media]: [string, MediaTypeObject]) => {
    const many = Object.values(media.examples ?? {}).map(({ value }) => value)
    const examples = 'example' in media ? [media.example] : many
    return examples.map((example) => ({ type, media, example }))
  })
}

/** Has the handler return the example, and with it what the response sends elsewhere. */
function answer(
  operation: OperationObject,
  route: RouteModel,
  method: MethodModel,
  example: unknown,
) {
  const engine = createEngine(richDesign, {
    handlers: handlersThat(() => toResult(method, example)),
    authenticators: authenticators(),
    documents: false,
  })
  const body = operation.requestBody?.content['application/json']?.example
  return send(operation, route, { body }, engine)
}

const elsewhere: Readonly<Record<string, (example: unknown) => unknown>> = {
  'customers.list': (items) => ({ items, total: 1 }),
  'customers.create': (customer) => ({ ...(customer as object), id: ids.customer }),
  'customers.logIn': (body) => ({ ...(body as object), session: 's'.repeat(32) }),
  'orders.place': (order) => ({ etag: '"1"', ...(order as object) }),
  'orders.receipt': (text) => ({ ready: false, text }),
  'catalogue.everything': (all) => ({ ...(all as object), bytes: new Uint8Array([1, 2]) }),
}
const ids = { customer: 'f6f2a0a4-3a0b-4b0e-9f57-2b0e6f6f1c11' }

function toResult({ service, name }: MethodModel, example: unknown): unknown {
  return elsewhere[`${service}.${name}`]?.(example) ?? example
}

type AnyHandler = (payload: unknown, context: { errors: Record<string, unknown> }) => unknown

/** One handler for all methods; what it returns is not of the types that the design asks for. */
function handlersThat(handler: AnyHandler) {
  const handlers = Object.fromEntries(
    model.services.map(({ name, methods }) => [
      name,
      Object.fromEntries(methods.map((method) => [method.name, handler])),
    ]),
  )
  return handlers as unknown as Parameters<typeof createEngine<RichTypes>>[1]['handlers']
}

type RichTypes = NonNullable<(typeof richDesign)['~types']>

function authenticators(): Record<string, Authenticator> {
  const everything = ['orders:read', 'orders:write']
  const authenticate: Authenticator = () => ({ subject: 'caller', scopes: everything })
  return Object.fromEntries(model.schemes.map(({ name }) => [name, authenticate]))
}
