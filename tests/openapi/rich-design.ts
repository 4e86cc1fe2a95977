// A design that uses everything the DSL has: documents are tested with it, and no service is.
import { toStandardJsonSchema } from '@valibot/to-json-schema'
import { type as ark } from 'arktype'
import * as v from 'valibot'
import { z } from 'zod'
import {
  type Schema,
  allOf,
  anyOf,
  api,
  apiKey,
  basic,
  body,
  cookie,
  del,
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
  resource,
  respond,
  scoped,
  service,
  t,
  type,
} from '@seaworthy/design'

// Security: all four schemes, a key in each of its places.

export const staff = basic('staff', { description: 'Employees, at the counter' })
export const partnerKey = apiKey('partnerKey', { in: 'header', parameter: 'X-Partner-Key' })
export const feedKey = apiKey('feedKey', { in: 'query', parameter: 'key' })
export const visit = apiKey('visit', { in: 'cookie', parameter: 'visit' })
export const bearer = jwt('bearer', {
  description: 'A token of the identity service',
  scopes: { 'orders:write': 'Place and change orders' },
})
export const partner = oauth2('partner', {
  description: 'Partners, on behalf of a customer',
  scopes: { 'orders:read': 'See orders', 'orders:write': 'Place and change orders' },
  flows: {
    authorizationCode: {
      authorizationUrl: 'https://login.example.com/authorize',
      tokenUrl: 'https://login.example.com/token',
      refreshUrl: 'https://login.example.com/refresh',
    },
    clientCredentials: { tokenUrl: 'https://login.example.com/token' },
  },
})

// Resources

export const postgres = resource('postgres', { description: 'Orders and customers' })
export const cache = resource('cache', { criticality: 'degrading' })

// Types: every builder of `t`, every way to combine them.

export const Money = type(
  'Money',
  {
    amount: t.number({ minimum: 0, multipleOf: 0.01 }),
    currency: t.string({ pattern: '^[A-Z]{3}$', example: 'EUR' }),
  },
  { description: 'An amount in a currency (ISO 4217)' },
)

export const Address = type('Address', {
  street: t.string({ minLength: 1, maxLength: 200, pii: true }),
  city: t.string({ minLength: 1, pii: true }),
  country: t.string({ pattern: '^[A-Z]{2}$', example: 'DE' }),
  note: t.string().nullable().optional(),
})

export const Email = type('Email', t.email({ pii: true }), { description: 'Confirmed by a link' })

export const Customer = type('Customer', {
  id: t.uuid(),
  name: t.string({ minLength: 1, maxLength: 100, pii: true }),
  email: Email,
  phone: t.string({ maxLength: 20, pii: true }).optional(),
  addresses: t.array(Address, { maxItems: 10 }).default([]),
  born: t.date({ pii: true }).nullable(),
})

export const Credentials = type(
  'Credentials',
  { email: Email, password: t.string({ minLength: 12, maxLength: 72, secret: true }) },
  { example: { email: 'jane.doe@example.com', password: 'correct horse battery' } },
)

export const CardPayment = type('CardPayment', {
  method: t.literal('card'),
  token: t.string({ pattern: '^tok_[A-Za-z0-9]{24}$', secret: true }),
})
export const InvoicePayment = type('InvoicePayment', {
  method: t.enum(['invoice', 'prepaid']),
  billTo: Address,
})
export const Payment = type('Payment', t.union('method', [CardPayment, InvoicePayment]))

export interface CategoryNode {
  label: string
  children: readonly CategoryNode[]
  parent?: CategoryNode | undefined
}
export const Category: Schema<CategoryNode> = type('Category', {
  label: t.string({ minLength: 1 }),
  children: t.array(t.lazy(() => Category)),
  parent: t.lazy(() => Category).optional(),
})

/** One field for every scalar, with and without bounds. */
export const Everything = type('Everything', {
  string: t.string(),
  bounded: t.string({ minLength: 3, maxLength: 5 }),
  long: t.string({ minLength: 40 }),
  pattern: t.string({ pattern: /^[A-Z]{2}-\d{4}(?:-[a-z]+)?$/ }),
  dateTime: t.dateTime(),
  date: t.date(),
  time: t.time(),
  duration: t.duration(),
  uuid: t.uuid(),
  email: t.email(),
  hostname: t.hostname(),
  ipv4: t.ipv4(),
  ipv6: t.ipv6(),
  uri: t.uri(),
  mac: t.mac(),
  cidr: t.cidr(),
  regex: t.regex(),
  json: t.json(),
  integer: t.integer(),
  negative: t.integer({ maximum: -10 }),
  int32: t.int32(),
  uint32: t.uint32({ maximum: 100 }),
  int64: t.int64(),
  uint64: t.uint64(),
  number: t.number(),
  share: t.number({ exclusiveMinimum: 0, exclusiveMaximum: 1 }),
  boolean: t.boolean(),
  null: t.null(),
  any: t.any(),
  bytes: t.bytes({ maxBytes: 64 }),
  enum: t.enum(['small', 'large']),
  level: t.enum([1, 2, 3]),
  literal: t.literal('fixed'),
  array: t.array(t.int32(), { minItems: 2, maxItems: 4, uniqueItems: true }),
  tuple: t.tuple([t.string(), t.integer(), Money]),
  map: t.map(t.integer({ minimum: 0 }), { keys: t.string({ pattern: '^[a-z]{2}$' }) }),
  object: t.object({ inner: t.string(), other: t.boolean().optional() }),
  open: t.object({ known: t.string() }, { unknownFields: 'keep' }),
  shut: t.object({ only: t.string() }, { unknownFields: 'reject' }),
  union: t.union('kind', [
    t.object({ kind: t.literal('circle'), radius: t.number({ minimum: 0 }) }),
    t.object({ kind: t.literal('square'), side: t.number({ minimum: 0 }) }),
  ]),
  anyOf: t.anyOf([t.string({ maxLength: 10 }), t.integer(), t.array(t.boolean())]),
  nullable: t.int32().nullable(),
  nullableNamed: Money.nullable(),
  nullableEnum: t.enum(['yes', 'no']).nullable(),
  optional: t.string({ deprecated: true, description: 'Gone with the next version' }).optional(),
  withDefault: t.int32({ minimum: 1 }).default(20),
  optionalNullable: t.string().nullable().optional(),
  secret: t.string({ secret: true, minLength: 16, example: 'never to be seen at all' }),
  secretId: t.uuid({ secret: true }),
  pin: t.int32({ minimum: 1000, maximum: 9999, secret: true }),
})

// Foreign types: one of each library, in a field, as a payload, with references of their own.

const Tag = z.object({ name: z.string().min(1), color: z.enum(['red', 'green']).optional() })
const Point = z.object({ x: z.int(), y: z.int() }).meta({ id: 'Point' })
const Folder = z.object({
  title: z.string().min(1),
  get folders() {
    return z.array(Folder)
  },
})
const Review = toStandardJsonSchema(
  v.strictObject({
    stars: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5)),
    text: v.optional(v.pipe(v.string(), v.maxLength(500))),
  }),
)
const Dimensions = ark({ width: '0 < number.integer <= 1000', 'height?': 'number > 0' })

export const Product = type('Product', {
  id: t.uuid(),
  title: t.string({ minLength: 1 }),
  price: Money,
  category: Category,
  tags: t.array(Tag),
  position: Point.optional(),
  folder: Folder,
  review: Review,
  dimensions: Dimensions,
})

export const OrderState = t.enum(['queued', 'paid', 'shipped'])

export const Order = type(
  'Order',
  {
    id: t.uuid(),
    state: OrderState,
    total: Money,
    payment: Payment,
    etag: t.string(),
    placed: t.dateTime(),
  },
  {
    example: {
      id: '0b0e7c1e-6d0f-4c55-9a35-0d7f7d1f2a10',
      state: 'paid',
      total: { amount: 12.5, currency: 'EUR' },
      payment: { method: 'card', token: 'tok_000000000000000000000000' },
      etag: '"7"',
      placed: '2026-11-22T09:30:00Z',
    },
  },
)

// Services

export const customers = service('customers', {
  description: 'People who buy, and how they log in',
  path: '/customers',
  security: bearer,
  errors: { locked: error(423, 'The account is locked', { until: t.dateTime().optional() }) },
  methods: {
    list: {
      summary: 'Finds customers',
      description: 'Ordered by name. Without a filter: everybody.',
      http: get('/', {
        map: {
          page: query('page'),
          tags: query('tag', { style: 'repeat' }),
          ids: query('ids', { style: 'csv' }),
          filter: query('filter', { style: 'deep' }),
          locale: header('Accept-Language'),
          regions: header('X-Regions'),
          theme: cookie('theme'),
          seen: cookie('seen'),
        },
        responses: [respond(200, { headers: { total: 'X-Total', links: 'Link' }, body: 'items' })],
      }),
      payload: {
        page: t.int32({ minimum: 1, description: 'From 1 up' }).default(1),
        tags: t.array(t.string({ minLength: 1 })).optional(),
        ids: t.array(t.int32()).optional(),
        filter: t
          .object({ city: t.string().optional(), ages: t.array(t.int32()).optional() })
          .optional(),
        locale: t.string().optional(),
        regions: t.array(t.string()).optional(),
        theme: t.enum(['light', 'dark']).optional(),
        seen: t.array(t.int32()).optional(),
      },
      result: {
        items: t.array(Customer),
        total: t.integer({ minimum: 0, description: 'Of all pages' }),
        links: t.array(t.string()).optional(),
      },
      slo: { availability: 0.999, latency: { p: 0.99, under: '200ms' } },
      uses: [postgres, cache],
      deadline: '5s',
      rateLimit: 'search',
    },
    get: {
      summary: 'Reads a customer',
      http: get('/{id}'),
      payload: { id: t.uuid() },
      result: Customer,
      errors: { notFound: error(404, 'No such customer', { id: t.uuid() }) },
      uses: [postgres],
    },
    create: {
      summary: 'Adds a customer',
      http: post('/', {
        responses: [respond(201, { description: 'Added', headers: { id: 'X-Id' } })],
      }),
      payload: Customer.omit('id'),
      result: Customer,
      errors: {
        emailTaken: error(409, 'The e-mail address is taken', { email: t.email({ pii: true }) }),
        tooMany: error(409, 'There are too many customers', {}, { description: 'For this plan' }),
        invalid: error(400, 'The customer is not plausible', { hint: t.string() }),
      },
      security: anyOf(scoped(bearer, 'orders:write'), allOf(partnerKey, visit), staff),
      idempotent: true,
    },
    update: {
      summary: 'Changes a customer',
      http: patch('/{customerId}', { map: { revision: header('If-Match') } }),
      payload: {
        customerId: t.uuid(),
        revision: t.string({ description: 'The ETag of what is changed' }),
        name: t.string({ minLength: 1 }).optional(),
        address: Address.optional(),
      },
      result: Customer,
    },
    remove: {
      summary: 'Removes a customer',
      http: del('/{id}'),
      payload: { id: t.uuid() },
      deprecated: true,
    },
    exists: {
      summary: 'Tells whether there is such a customer',
      http: head('/{id}'),
      payload: { id: t.uuid() },
      errors: { notFound: error(404, 'No such customer', { id: t.uuid() }) },
    },
    logIn: {
      summary: 'Opens a session',
      http: post('/session', {
        responses: [
          respond(200, {
            cookies: {
              session: { name: '__Host-session', maxAge: 3600 },
              theme: { name: 'theme', httpOnly: false, sameSite: 'strict' },
            },
          }),
        ],
      }),
      payload: Credentials,
      result: {
        customer: Customer,
        session: t.string({ minLength: 32, secret: true, description: 'Names the session' }),
        theme: t.enum(['light', 'dark']).optional(),
      },
      security: noSecurity,
    },
  },
  redirects: [redirect('/me/{*rest}', '/customers/self/{*rest}', 307)],
})

export const orders = service('orders', {
  description: 'What customers buy',
  path: '/orders',
  security: anyOf(bearer, scoped(partner, 'orders:read')),
  methods: {
    place: {
      summary: 'Places an order',
      http: post('/', {
        map: { note: body('remark') },
        responses: [
          respond(202, { description: 'To be paid', when: { state: 'queued' } }),
          respond(201, { when: { state: 'paid' }, headers: { etag: 'ETag' } }),
          respond(201, { description: 'Placed and on its way' }),
        ],
      }),
      payload: {
        lines: t.array(
          t.object({ product: t.uuid(), quantity: t.int32({ minimum: 1, maximum: 99 }) }),
          { minItems: 1 },
        ),
        payment: Payment,
        shipTo: Address.nullable(),
        note: t.string({ maxLength: 500 }).optional(),
      },
      result: Order,
      errors: { soldOut: error(422, 'A product is sold out', { products: t.array(t.uuid()) }) },
      deadline: '10s',
    },
    read: {
      summary: 'Reads an order',
      http: [get('/{id}'), post('/find')],
      payload: { id: t.uuid() },
      result: Order,
    },
    replace: {
      summary: 'Replaces the delivery address',
      http: put('/{id}/address', { map: { address: body(undefined, { whole: true }) } }),
      payload: { id: t.uuid(), address: Address },
    },
    receipt: {
      summary: 'The receipt as a PDF, or as text while it is being made',
      http: get('/{id}/receipt', {
        responses: [
          respond(200, { body: 'pdf', contentType: 'application/pdf', when: { ready: true } }),
          respond(200, { body: 'text', contentType: 'text/plain; charset=utf-8' }),
        ],
      }),
      payload: { id: t.uuid() },
      result: {
        ready: t.boolean(),
        pdf: t.bytes().optional(),
        text: t.string({ example: 'The receipt is being made.' }).default(''),
      },
    },
    track: {
      summary: 'Forwards to the carrier',
      http: get('/{id}/track', { responses: [respond(303, { headers: { to: 'Location' } })] }),
      payload: { id: t.uuid() },
      result: { to: t.uri() },
      tags: ['delivery'],
    },
    event: {
      summary: 'Which kind of event came last',
      http: get('/{id}/event', {
        responses: [
          respond(200, { when: { kind: 'paid' }, description: 'Paid' }),
          respond(200, { description: 'Anything else' }),
        ],
      }),
      payload: { id: t.uuid() },
      result: type(
        'OrderEvent',
        t.union('kind', [
          type('Paid', { kind: t.literal('paid'), by: Payment }),
          type('Shipped', { kind: t.literal('shipped'), carrier: t.string() }),
        ]),
      ),
    },
    feed: {
      summary: 'News of orders',
      http: get('/feed', {
        responses: [respond(200, { contentType: 'application/vnd.example.feed+json' })],
      }),
      result: t.array(Order),
      security: feedKey,
    },
  },
})

export const catalogue = service('catalogue', {
  description: 'What there is to buy',
  path: '/catalogue',
  methods: {
    add: { http: post('/'), summary: 'Adds a product', payload: Product, result: Product },
    everything: {
      http: put('/everything'),
      summary: 'Takes one of everything',
      payload: Everything,
      result: Everything,
    },
    tagged: {
      http: post('/shelves/{shelf}/tags', { map: { dry: query() } }),
      summary: 'A payload that is a foreign type, in three places',
      payload: z.strictObject({
        shelf: z.string(),
        dry: z.boolean().default(false),
        tag: Tag,
        at: Point,
      }),
      result: z.object({ tag: Tag, at: Point }),
    },
    sorted: {
      http: post('/sort'),
      summary: 'A payload that is no object',
      payload: t.array(Category, { maxItems: 100 }),
      result: t.array(t.string()),
    },
    image: {
      http: get('/shelves/{shelf}/images/{*path}', { responses: [respond(200)] }),
      summary: 'The picture of a product',
      payload: { shelf: t.string(), path: t.string() },
      result: t.bytes({ description: 'A picture' }),
    },
    label: {
      http: get('/label/{parts}', {
        responses: [respond(200, { contentType: 'text/plain' })],
      }),
      summary: 'A path parameter that is a list, and text',
      payload: { parts: t.array(t.int32(), { minItems: 1 }) },
      result: t.string({ minLength: 1 }),
    },
    ping: { http: get('/ping'), summary: 'Nothing in, nothing out' },
  },
  files: [
    files('/assets/{*path}', './public', { index: 'index.html', maxAge: 60 }),
    files('/robots.txt', './public/robots.txt'),
  ],
  redirects: [redirect('/old/{id}', '/catalogue/{id}', 301)],
  tags: ['catalogue'],
})

export const richDesign = api('rich', {
  version: '1.4.0',
  title: 'A rich design',
  description: 'Everything that a design can say, in one API.',
  termsOfService: 'https://example.com/terms',
  contact: { name: 'The team', email: 'team@example.com', url: 'https://example.com/team' },
  license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
  docs: { url: 'https://example.com/docs', description: 'The handbook' },
  servers: [
    {
      url: 'https://{region}.api.rich.test',
      description: 'Production',
      variables: {
        region: { default: 'eu', enum: ['eu', 'us'], description: 'Where the data is kept' },
      },
    },
    { url: 'https://sandbox.rich.test', description: 'To try things out' },
  ],
  path: '/api/v1',
  deadline: '20s',
  problemTypes: 'https://example.com/problems/',
  services: [customers, orders, catalogue],
})
