import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { api, post, service, t, type } from '../index.ts'
import type { AnyType } from '../index.ts'
import { toOpenApi } from './to-openapi.ts'

const Folder = z.object({
  title: z.string(),
  get folders() {
    return z.array(Folder)
  },
})
const Point = z.object({ x: z.int() }).meta({ id: 'Point' })

test('a recursive schema becomes a component that refers to itself', () => {
  const { body, schemas } = documentOf({ folder: Folder, again: Folder })
  const ref = { $ref: '#/components/schemas/ItemsAddBodyFolder' }
  assert.deepEqual(body.properties, { folder: ref, again: ref })
  assert.deepEqual(schemas['ItemsAddBodyFolder'], {
    type: 'object',
    properties: { title: { type: 'string' }, folders: { type: 'array', items: ref } },
    required: ['title', 'folders'],
  })
})

test('a recursive schema with a name refers to that name', () => {
  const { schemas } = documentOf({ folder: type('Folder', Folder) })
  assert.deepEqual(schemas['Folder']?.properties?.['folders'], {
    type: 'array',
    items: { $ref: '#/components/schemas/Folder' },
  })
})

test('what a schema defines for itself becomes a component, the same one for all that do', () => {
  const { body, schemas } = documentOf({
    a: z.object({ from: Point, to: Point }),
    b: z.array(Point),
  })
  assert.deepEqual(schemas['Point']?.required, ['x'])
  assert.deepEqual(body.properties?.['b']?.items, { $ref: '#/components/schemas/Point' })
  assert.equal(body.properties?.['a']?.properties?.['to']?.$ref, '#/components/schemas/Point')
  assert.equal(JSON.stringify(schemas).includes('$defs'), false)
})

test('different definitions of one name are two components', () => {
  const other = z.object({ y: z.int() }).meta({ id: 'Point' })
  const { schemas } = documentOf({ a: z.array(Point), b: z.array(other) })
  assert.deepEqual(schemas['Point']?.required, ['x'])
  assert.deepEqual(schemas['Point2']?.required, ['y'])
})

test('the name of a type of the design is never taken', () => {
  const { schemas } = documentOf({ own: type('Point', t.string()), foreign: z.array(Point) })
  assert.equal(schemas['Point']?.type, 'string')
  assert.deepEqual(schemas['Point2']?.required, ['x'])
})

test('values that look like schemas are left alone', () => {
  const odd = z.object({ $ref: z.string().default('#') }).meta({ examples: [{ $ref: '#' }] })
  const { body } = documentOf({ odd })
  assert.deepEqual(body.properties?.['odd']?.examples, [{ $ref: '#' }])
  assert.deepEqual(body.properties?.['odd']?.properties?.['$ref'], { type: 'string', default: '#' })
})

function documentOf(payload: Record<string, AnyType>) {
  const methods = { add: { http: post('/items'), payload } }
  const items = service('items', { methods })
  const { paths, components } = toOpenApi(api('shop', { version: '1', services: [items] }).model)
  const media = paths['/items']?.post?.requestBody?.content['application/json']
  return { body: media?.schema ?? {}, schemas: components.schemas }
}
