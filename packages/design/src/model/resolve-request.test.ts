import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { body, cookie, header, query } from '../dsl/field-place.ts'
import { del, get, head, patch, post, put } from '../dsl/route.ts'
import type { RouteDefinition } from '../dsl/route.ts'
import { type } from '../schema/named-type.ts'
import { t } from '../schema/t.ts'
import type { MethodDefinition } from '../dsl/service.ts'
import { methodOf } from './test-design.ts'

/** Where every field travels: `id: path id`. */
function placesOf(http: RouteDefinition, payload: MethodDefinition['payload']): string[] {
  const [route] = methodOf({ http, ...(payload && { payload }) }).routes
  const { parameters = [], body: content } = route ?? {}
  const inBody =
    content === undefined
      ? []
      : content.kind === 'whole'
        ? [`${content.field ?? 'payload'}: body`]
        : content.fields.map(({ field, name }) => `${field}: body ${name}`)
  return [
    ...parameters.map(({ field, in: place, name, style }) => {
      const shown = place === 'query' ? `query ${style}` : place
      return `${field}: ${shown} ${name}`
    }),
    ...inBody,
  ]
}

describe('the place of a field', () => {
  const payload = { id: t.uuid(), name: t.string(), tags: t.array(t.string()) }

  test('is the path where that names it', () => {
    assert.deepEqual(placesOf(get('/{id}/{*name}'), { id: t.uuid(), name: t.string() }), [
      'id: path id',
      'name: path name',
    ])
  })

  test('is the query string for GET, HEAD and DELETE', () => {
    for (const verb of [get, head, del]) {
      assert.deepEqual(placesOf(verb('/{id}'), payload), [
        'id: path id',
        'name: query repeat name',
        'tags: query repeat tags',
      ])
    }
  })

  test('is the body for POST, PUT and PATCH', () => {
    for (const verb of [post, put, patch]) {
      assert.deepEqual(placesOf(verb('/{id}'), payload), [
        'id: path id',
        'name: body name',
        'tags: body tags',
      ])
    }
  })

  test('is what the map says', () => {
    const map = {
      name: header('X-Name'),
      tags: query('tag', { style: 'csv' }),
      note: cookie('note'),
      size: body('page-size'),
    }
    const fields = { ...payload, note: t.string(), size: t.integer(), rest: t.string() }
    assert.deepEqual(placesOf(post('/{id}', { map }), fields), [
      'id: path id',
      'name: header X-Name',
      'tags: query csv tag',
      'note: cookie note',
      'size: body page-size',
      'rest: body rest',
    ])
  })

  test('is in brackets for an object in the query string', () => {
    const filter = t.object({ open: t.boolean(), tags: t.array(t.string()) })
    assert.deepEqual(placesOf(get('/'), { filter, limits: t.map(t.integer()).optional() }), [
      'filter: query deep filter',
      'limits: query deep limits',
    ])
  })

  test('may be the whole body', () => {
    const map = { order: body(undefined, { whole: true }) }
    const fields = { id: t.uuid(), order: t.array(t.string()) }
    assert.deepEqual(placesOf(put('/{id}', { map }), fields), ['id: path id', 'order: body'])
  })

  test('is the body for a payload that is no object', () => {
    const list = t.array(t.string())
    const union = t.union('k', [t.object({ k: t.literal('a') })])
    for (const whole of [list, union, t.map(t.any()), t.string(), t.object({}).nullable()]) {
      assert.deepEqual(placesOf(post('/'), whole), ['payload: body'])
    }
    assert.deepEqual(placesOf(post('/'), z.array(z.string())), ['payload: body'])
  })

  test('is found in foreign objects as in ours', () => {
    const Search = z.object({ id: z.string(), page: z.coerce.number().default(1) })
    assert.deepEqual(placesOf(get('/{id}'), Search), ['id: path id', 'page: query repeat page'])
    assert.deepEqual(placesOf(post('/{id}'), type('Search', Search)), [
      'id: path id',
      'page: body page',
    ])
  })

  test('is found for names that every object inherits', () => {
    const fields = { constructor: t.string(), toString: t.string().optional() }
    assert.deepEqual(placesOf(get('/'), fields), [
      'constructor: query repeat constructor',
      'toString: query repeat toString',
    ])
    const map = { constructor: header('constructor') }
    assert.deepEqual(placesOf(post('/', { map }), fields), [
      'constructor: header constructor',
      'toString: body toString',
    ])
  })
})

describe('a body', () => {
  const Order = type('Order', { id: t.uuid(), note: t.string().optional() })

  test('keeps the name of a payload that is all in it', () => {
    const { routes, payload } = methodOf({ http: post('/'), payload: Order })
    const content = routes[0]?.body
    assert.ok(content?.kind === 'fields')
    assert.equal(content.json, payload)
    assert.equal(content.json.$ref, '#/components/schemas/Order')
  })

  test('is an object of the fields that are left, by their names on the wire', () => {
    const map = { note: body('comment') }
    const { routes } = methodOf({ http: post('/', { map }), payload: Order })
    const content = routes[0]?.body
    assert.ok(content?.kind === 'fields')
    assert.deepEqual(Object.keys(content.json.properties ?? {}), ['id', 'comment'])
    assert.deepEqual(content.json.required, ['id'])
  })

  test('is required when one of its fields is', () => {
    const required = (payload: MethodDefinition['payload']) =>
      methodOf({ http: post('/'), ...(payload && { payload }) }).routes[0]?.body?.required
    assert.equal(required({ a: t.string() }), true)
    assert.equal(required({ a: t.string().optional(), b: t.string().default('x') }), false)
    assert.equal(required(t.array(t.string())), true)
    assert.equal(required(undefined), undefined)
    const whole = { a: body(undefined, { whole: true }) }
    const optional = methodOf({
      http: post('/', { map: whole }),
      payload: { a: t.map(t.any()).optional() },
    })
    assert.equal(optional.routes[0]?.body?.required, false)
  })
})

test('a parameter is required unless it is optional or has a default', () => {
  const payload = { a: t.string(), b: t.string().optional(), c: t.string().default('x') }
  const { routes } = methodOf({ http: get('/'), payload })
  assert.deepEqual(
    routes[0]?.parameters.map(({ required }) => required),
    [true, false, false],
  )
})

test('each of several routes has places of its own', () => {
  const { routes } = methodOf({
    http: [get('/{id}'), post('/find', { map: { id: header('X-Id') } }), get('/')],
    payload: { id: t.uuid() },
  })
  assert.deepEqual(
    routes.map(({ verb, path, parameters: [first] }) => `${verb} ${path}: ${first?.in}`),
    ['GET /{id}: path', 'POST /find: header', 'GET /: query'],
  )
})
