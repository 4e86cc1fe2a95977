import { api, error, get, head, jwt, post, service, t, type } from '@seaworthy/design'
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { createEngine } from 'seaworthy'
import { ApiError } from './api-error.ts'
import { createClient } from './create-client.ts'
import { DesignedApiError } from './designed-api-error.ts'
import { ProblemApiError } from './problem-api-error.ts'
import { RequestApiError } from './request-api-error.ts'
import { connect, transports } from './test-connect.ts'
import { expectTypeEquality } from './test-types.ts'

const Order = type('Order', { id: t.integer(), note: t.string() })
const bearer = jwt('bearer', { scopes: { 'orders:write': 'May change orders' } })

function design(limits: { maximum?: number }) {
  const orders = service('orders', {
    path: '/orders',
    errors: { closed: error(409, 'The shop is closed', { opens: t.time() }) },
    methods: {
      get: {
        http: get('/{id}'),
        payload: { id: t.integer(limits) },
        result: Order,
        errors: {
          notFound: error(404, 'No such order', { id: t.integer() }),
          gone: error(404, 'The order was deleted', {
            proof: t.bytes(),
            by: t.string().optional(),
          }),
          notPaid: error(402, 'The order is not paid'),
        },
      },
      place: {
        http: post('/'),
        payload: { note: t.string({ maxLength: limits.maximum ?? 1000 }) },
        result: Order,
        security: bearer,
      },
      exists: {
        http: head('/head/{id}'),
        payload: { id: t.integer(limits) },
        errors: { unknown: error(404, 'No such order'), moved: error(410, 'It is elsewhere') },
      },
      other: {
        http: get('/other/{id}'),
        payload: { id: t.integer() },
        result: Order,
        errors: { notFound: error(404, 'No such other', { name: t.string() }) },
      },
    },
  })
  return api('shop', { version: '1.0.0', services: [orders] })
}

const shop = design({})
const served = design({ maximum: 100 })

const proof = new Uint8Array([1, 2, 3])

for (const transport of transports) {
  describe(`over ${transport}`, async () => {
    const engine = createEngine(served, {
      handlers: {
        orders: {
          get: ({ id }, { errors }) => {
            if (id === 1) throw errors.notFound({ id }, { detail: 'Order 1 never was' })
            if (id === 2) throw errors.gone({ proof })
            if (id === 3) throw errors.closed({ opens: '09:00:00Z' })
            if (id === 4) throw errors.notPaid()
            if (id === 5) throw new Error('a secret')
            return { id, note: '' }
          },
          place: ({ note }) => ({ id: 1, note }),
          exists: ({ id }, { errors }) => {
            if (id === 1) throw errors.unknown()
            if (id === 3) throw errors.moved()
          },
          other: ({ id }) => ({ id, note: '' }),
        },
      },
      authenticators: { bearer: () => ({ subject: 'ada', scopes: ['orders:write'] }) },
      record: () => undefined,
    })
    after(() => engine.close())
    const options = await connect(engine, transport)
    const client = createClient(shop, options)
    const { get: getOrder, other, place, exists } = client.orders

    test('a designed error narrows to its fields', async () => {
      const failed = await getOrder({ id: 1 }).catch((reason: unknown) => reason)
      assert.ok(getOrder.isError(failed, 'notFound'))
      expectTypeEquality<typeof failed.fields, { id: number }>()
      expectTypeEquality<typeof failed.code, 'notFound'>()
      assert.deepEqual(failed.fields, { id: 1 })
      assert.equal(failed.status, 404)
      assert.equal(failed.title, 'No such order')
      assert.equal(failed.detail, 'Order 1 never was')
      assert.equal(failed.attempts, 1)
      assert.equal(failed.message, 'orders.get: Order 1 never was (404 notFound)')
      assert.match(failed.requestId ?? '', /^[\w-]{8,}$/)
      assert.match(failed.traceId ?? '', /^[0-9a-f]{32}$/)
      assert.equal(failed.method, shop.model.services[0]?.methods[0])
    })

    test('several errors of one status are told apart by their type', async () => {
      const outcome = await getOrder.safe({ id: 2 })
      assert.ok(!outcome.ok && outcome.error.code === 'gone')
      expectTypeEquality<
        typeof outcome.error.fields,
        { proof: Uint8Array; by?: string | undefined }
      >()
      assert.deepEqual(outcome.error.fields, { proof })
    })

    test('an error of the service belongs to each of its methods', async () => {
      const outcome = await getOrder.safe({ id: 3 })
      assert.ok(!outcome.ok && outcome.error.code === 'closed')
      assert.equal(outcome.error.fields.opens, '09:00:00Z')
    })

    test('an error without fields has none', async () => {
      const outcome = await getOrder.safe({ id: 4 })
      assert.ok(!outcome.ok && outcome.error.code === 'notPaid')
      assert.deepEqual(outcome.error.fields, {})
    })

    test('a value is an outcome, too', async () => {
      const outcome = await getOrder.safe({ id: 50 })
      assert.ok(outcome.ok)
      expectTypeEquality<typeof outcome.value, { id: number; note: string }>()
      assert.deepEqual(outcome.value, { id: 50, note: '' })
    })

    test('what the service refuses comes with its violations', async () => {
      const outcome = await getOrder.safe({ id: 1000 })
      assert.ok(!outcome.ok && outcome.error.code === 'problem:validation')
      assert.deepEqual(outcome.error.violations, [
        { pointer: '/id', in: 'path', rule: 'maximum', message: 'must be at most 100' },
      ])
      assert.equal(
        outcome.error.message,
        'orders.get: The request is invalid: /id must be at most 100 (400 problem:validation)',
      )
    })

    test('what does not fit the design is refused here, with all violations', async () => {
      const outcome = await getOrder.safe({ id: 1.5 })
      assert.ok(!outcome.ok && outcome.error.code === 'request:invalid')
      assert.ok(outcome.error instanceof RequestApiError)
      assert.deepEqual(outcome.error.violations, [
        { pointer: '/id', in: 'path', rule: 'type', message: 'must be an integer' },
      ])
      assert.equal(outcome.error.attempts, 0)
      assert.equal(outcome.error.status, undefined)
    })

    test('a failure inside the service tells nothing', async () => {
      const outcome = await getOrder.safe({ id: 5 }, { retry: false })
      assert.ok(!outcome.ok && outcome.error.code === 'problem:internal')
      assert.equal(outcome.error.status, 500)
      assert.doesNotMatch(JSON.stringify(outcome.error), /secret/)
    })

    test('a call without a credential is unauthorized', async () => {
      const outcome = await place.safe({ note: 'x' })
      assert.ok(!outcome.ok && outcome.error.code === 'problem:unauthorized')
      assert.ok(outcome.error instanceof ProblemApiError)
      assert.equal(outcome.error.type, 'urn:problem:seaworthy:unauthorized')
    })

    test('the answer to HEAD has no document: its status tells the error', async () => {
      const failed = await exists({ id: 1 }).catch((reason: unknown) => reason)
      assert.ok(exists.isError(failed, 'unknown'))
      const moved = await exists.safe({ id: 3 })
      assert.ok(!moved.ok && moved.error.code === 'moved')
      const refused = await exists.safe({ id: 200 })
      assert.ok(!refused.ok && refused.error.code === 'problem:malformedRequest')
      assert.equal(await exists({ id: 2 }), undefined)
    })

    test('an address that the service does not know is no error of the design', async () => {
      const orders = service('orders', {
        methods: { get: { http: get('/get'), errors: { notFound: error(404, 'No such order') } } },
      })
      const moved = api('shop', { version: '1.0.0', path: '/elsewhere', services: [orders] })
      const outcome = await createClient(moved, options).orders.get.safe()
      assert.ok(!outcome.ok && outcome.error.code === 'problem:notFound')
    })

    test('an error of one method is none of another, whatever its name', async () => {
      const failed = await getOrder({ id: 1 }).catch((reason: unknown) => reason)
      assert.ok(getOrder.isError(failed))
      assert.equal(other.isError(failed, 'notFound'), false)
      assert.equal(other.isError(failed), false)
      assert.equal(getOrder.isError(failed, 'gone'), false)
      assert.equal(getOrder.isError(new Error('x')), false)
      assert.ok(failed instanceof ApiError && failed instanceof DesignedApiError)
    })

    test('an error of one design is none of another version of it', async () => {
      const failed = await getOrder({ id: 1 }).catch((reason: unknown) => reason)
      const next = createClient(served, { baseUrl: 'http://localhost' })
      assert.equal(next.orders.get.isError(failed, 'notFound'), false)
    })
  })
}
