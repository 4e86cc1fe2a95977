import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { respond } from '../dsl/respond.ts'
import type { RespondOptions } from '../dsl/respond.ts'
import { get, post } from '../dsl/route.ts'
import type { MethodDefinition } from '../dsl/service.ts'
import { type } from '../schema/named-type.ts'
import { t } from '../schema/t.ts'
import { methodOf } from './test-design.ts'

const Order = type('Order', {
  id: t.uuid(),
  etag: t.string().optional(),
  session: t.string().default('x'),
  photo: t.bytes(),
  text: t.string(),
})

function responsesOf(
  result: MethodDefinition['result'],
  ...options: readonly (readonly [status: number, options?: RespondOptions])[]
) {
  const responses = options.map(([status, rest]) => respond(status, rest))
  const [route] = methodOf({ http: post('/', { responses }), ...(result && { result }) }).routes
  return route?.responses ?? []
}

describe('a response', () => {
  test('is 200 with the result as its body, or 204 without a result', () => {
    const [ok] = methodOf({ http: get('/'), result: Order }).routes[0]?.responses ?? []
    assert.equal(ok?.status, 200)
    assert.equal(ok.body?.json.$ref, '#/components/schemas/Order')
    assert.equal(ok.body.field, undefined)
    assert.equal(ok.body.contentType, 'application/json')
    const [none] = methodOf({ http: get('/') }).routes[0]?.responses ?? []
    assert.deepEqual(
      [none?.status, none?.body, none?.headers, none?.cookies],
      [204, undefined, [], []],
    )
  })

  test('sends fields in headers and cookies, and the others in the body', () => {
    const [response] = responsesOf(Order, [
      201,
      {
        description: 'Created',
        headers: { id: 'X-Id', etag: 'ETag' },
        cookies: { session: { name: 'session', maxAge: 60 } },
      },
    ])
    assert.equal(response?.description, 'Created')
    assert.deepEqual(
      response.headers.map(({ field, name, required }) => [field, name, required]),
      [
        ['id', 'X-Id', true],
        ['etag', 'ETag', false],
      ],
    )
    assert.deepEqual(
      response.cookies.map(({ field, cookie, required }) => [field, cookie, required]),
      [['session', { name: 'session', maxAge: 60 }, true]],
    )
    assert.deepEqual(Object.keys(response.body?.json.properties ?? {}), ['photo', 'text'])
    assert.equal(response.body?.json.$ref, undefined)
  })

  test('has no body when every field is elsewhere', () => {
    const [response] = responsesOf({ id: t.uuid() }, [204, { headers: { id: 'X-Id' } }])
    assert.equal(response?.body, undefined)
  })

  test('may have one field as its body: JSON, text or bytes', () => {
    const bodyOf = (options: RespondOptions) => {
      const [response] = responsesOf(Order, [200, options])
      return [response?.body?.field, response?.body?.contentType, response?.body?.encoding]
    }
    assert.deepEqual(bodyOf({ body: 'text' }), ['text', 'application/json', 'json'])
    assert.deepEqual(bodyOf({ body: 'text', contentType: 'text/csv' }), [
      'text',
      'text/csv',
      'text',
    ])
    assert.deepEqual(bodyOf({ body: 'photo' }), ['photo', 'application/octet-stream', 'bytes'])
    assert.deepEqual(bodyOf({ body: 'photo', contentType: 'image/png' }), [
      'photo',
      'image/png',
      'bytes',
    ])
    assert.deepEqual(bodyOf({ contentType: 'application/vnd.order+json' }), [
      undefined,
      'application/vnd.order+json',
      'json',
    ])
    assert.deepEqual(bodyOf({ body: 'text', contentType: 'application/hal+json; a=b' }), [
      'text',
      'application/hal+json; a=b',
      'json',
    ])
  })

  test('is one of several, by the values of the result', () => {
    const result = { state: t.enum(['queued', 'done']), id: t.integer() }
    const responses = responsesOf(
      result,
      [202, { when: { state: 'queued' } }],
      [201, { when: { state: 'done', id: 0 } }],
      [200],
    )
    assert.deepEqual(
      responses.map(({ status, when }) => [status, when]),
      [
        [202, { state: 'queued' }],
        [201, { state: 'done', id: 0 }],
        [200, undefined],
      ],
    )
  })

  test('may be chosen by every value that a field has, without a last resort', () => {
    const when = (state: string | boolean, status: number) => [status, { when: { state } }] as const
    const union = t.union('state', [
      t.object({ state: t.literal('a'), x: t.integer() }),
      t.object({ state: t.enum(['b', 'c']) }),
    ])
    assert.equal(
      responsesOf({ state: t.enum(['a', 'b']) }, when('a', 200), when('b', 202)).length,
      2,
    )
    assert.equal(responsesOf({ state: t.boolean() }, when(true, 200), when(false, 503)).length, 2)
    assert.equal(responsesOf(union, when('a', 200), when('b', 201), when('c', 202)).length, 3)
    assert.equal(responsesOf({ state: t.literal('a') }, when('a', 200)).length, 1)
  })
})
