// A wrong design for every code of the problem catalogue. A marker at the end of a line says where
// the mistake stands. What carries no place of its own (a payload, a deadline) is reported at the
// route of its method, so these stand on one line with it.
import {
  type AnyType,
  type MethodDefinition,
  type ProblemCode,
  type Service,
  Schema,
  allOf,
  api,
  basic,
  body,
  error,
  files,
  get,
  header,
  oauth2,
  post,
  query,
  redirect,
  resource,
  respond,
  scoped,
  service,
  t,
  type,
} from '@seaworthy/design'

export const mistakes: Readonly<Record<ProblemCode, () => unknown>> = {
  SETTING_INVALID: () => read({ tags: 'new' as unknown as string[], http: get('/') }), // SETTING_INVALID
  SETTING_UNKNOWN: () => read({ ...{ deadlin: '5s' }, http: get('/') }), // SETTING_UNKNOWN
  NAME_INVALID: () => shop(service('order lines', { methods: { read: { http: get('/') } } })), // NAME_INVALID
  NAME_RESERVED: () => shop(service('orders', { methods: { constructor: { http: get('/') } } })), // NAME_RESERVED
  API_EMPTY: () => api('shop', { version: '1.0.0', services: [] }), // API_EMPTY
  SERVICE_EMPTY: () => shop(service('orders', { methods: {} })), // SERVICE_EMPTY
  SERVER_MALFORMED: () => {
    const services = [service('orders', { methods: { read: { http: get('/') } } })]
    const servers = [{ url: 'https://{region}.example.com' }]
    return api('shop', { version: '1.0.0', servers, services }) // SERVER_MALFORMED
  },
  SERVICE_DUPLICATE: () =>
    shop(
      service('orders', { methods: { read: { http: get('/') } } }),
      service('orders', { methods: { add: { http: post('/') } } }), // SERVICE_DUPLICATE
    ),
  TYPE_NAME_TAKEN: () => {
    const one = type('Order', { id: t.string() })
    const other = type('Order', { number: t.integer() }) // TYPE_NAME_TAKEN
    return read({ payload: { one, other }, http: post('/') })
  },
  SCHEME_NAME_TAKEN: () => {
    const one = basic('staff')
    const other = basic('staff') // SCHEME_NAME_TAKEN
    return read({ security: allOf(one, other), http: get('/') })
  },
  RESOURCE_NAME_TAKEN: () =>
    read({ uses: [resource('database'), resource('database')], http: get('/') }), // RESOURCE_NAME_TAKEN
  NOT_A_TYPE: () => taking(t.array('text' as unknown as AnyType)), // NOT_A_TYPE
  FOREIGN_WITHOUT_VALIDATION: () => {
    const blind: AnyType = { '~standard': { version: 1, vendor: 'tiny' } }
    return taking(t.array(blind)) // FOREIGN_WITHOUT_VALIDATION
  },
  FOREIGN_WITHOUT_JSON_SCHEMA: () => taking(t.array(tiny((value) => ({ value })))), // FOREIGN_WITHOUT_JSON_SCHEMA
  FOREIGN_ASYNC: () => {
    const later = tiny(async (value) => ({ value }), { type: 'string' })
    return taking(t.array(later)) // FOREIGN_ASYNC
  },
  FOREIGN_TRANSFORMS: () => {
    const count = (value: unknown) =>
      typeof value === 'string' ? { value: value.length } : { issues: [{ message: 'is no text' }] }
    const result = tiny(count, { type: 'string' }, { type: 'integer' })
    return read({ result, http: get('/') }) // FOREIGN_TRANSFORMS
  },
  TYPE_FIELD_UNKNOWN: () => {
    const order = t.object({ id: t.string(), total: t.number() })
    return taking(order.pick('totel' as 'total')) // TYPE_FIELD_UNKNOWN
  },
  VIEW_UNKNOWN: () => {
    const views = { tiny: ['id'] } as const
    const order = type('Order', { id: t.string() }, { views })
    return taking(order.view('tyni' as 'tiny')) // VIEW_UNKNOWN
  },
  LAZY_TARGET: () => taking(t.lazy(() => t.string())), // LAZY_TARGET
  TYPE_ENDLESS: () => {
    const order: Schema = type('Order', { parent: t.lazy(() => order) }) // TYPE_ENDLESS
    return taking(order)
  },
  PATTERN_INVALID: () => taking(t.string({ pattern: '[a-z' })), // PATTERN_INVALID
  FORMAT_UNKNOWN: () => {
    const phone = { type: 'string', format: 'phone' } as const
    return read({ payload: { phone: new Schema(phone) }, http: post('/') }) // FORMAT_UNKNOWN
  },
  RANGE_EMPTY: () => taking(t.integer({ minimum: 9, maximum: 1 })), // RANGE_EMPTY
  OPTION_UNKNOWN: () => taking(t.string({ maxLenght: 9 } as object)), // OPTION_UNKNOWN
  FIELD_NAME_INVALID: () => taking(t.object({ '': t.string() })), // FIELD_NAME_INVALID
  LIMIT_INVALID: () => taking(t.string({ maxLength: -1 })), // LIMIT_INVALID
  ENUM_EMPTY: () => taking(t.enum([])), // ENUM_EMPTY
  ENUM_REPEATED: () => taking(t.enum(['open', 'paid', 'open'])), // ENUM_REPEATED
  DEFAULT_INVALID: () => taking(t.integer({ minimum: 1 }).default(0)), // DEFAULT_INVALID
  EXAMPLE_INVALID: () => taking(t.email({ example: 'ada' })), // EXAMPLE_INVALID
  DISCRIMINATOR_MISSING: () => {
    const card = t.object({ kind: t.literal('card') })
    const cash = t.object({ coins: t.integer() })
    return taking(t.union('kind', [card, cash])) // DISCRIMINATOR_MISSING
  },
  DISCRIMINATOR_REPEATED: () => {
    const card = t.object({ kind: t.literal('card') })
    const cash = t.object({ kind: t.literal('card') })
    return taking(t.union('kind', [card, cash])) // DISCRIMINATOR_REPEATED
  },
  ANY_OF_AMBIGUOUS: () => taking(t.anyOf([t.uuid(), t.email()])), // ANY_OF_AMBIGUOUS
  PATH_MALFORMED: () => read({ http: get('orders') }), // PATH_MALFORMED
  PATH_PARAM_UNKNOWN: () => read({ http: get('/{number}') }), // PATH_PARAM_UNKNOWN
  PATH_PARAM_OPTIONAL: () => {
    const payload = { id: t.string().optional() }
    return read({ payload, http: get('/{id}') }) // PATH_PARAM_OPTIONAL
  },
  PATH_PARAM_NOT_TEXT: () => {
    const payload = { id: t.object({ number: t.integer() }) }
    return read({ payload, http: get('/{id}') }) // PATH_PARAM_NOT_TEXT
  },
  FIELD_UNKNOWN: () => read({ http: get('/', { map: { page: query() } }) }), // FIELD_UNKNOWN
  FIELD_IN_PATH: () => read({ ...byId, http: get('/{id}', { map: { id: query() } }) }), // FIELD_IN_PATH
  FIELD_NOT_TEXT: () => {
    const payload = { filter: t.object({ open: t.boolean() }) }
    return read({ payload, http: get('/', { map: { filter: header('x-filter') } }) }) // FIELD_NOT_TEXT
  },
  WIRE_NAME_TAKEN: () => {
    const payload = { from: t.date(), to: t.date() }
    return read({ payload, http: get('/', { map: { from: query('to') } }) }) // WIRE_NAME_TAKEN
  },
  NULL_NOT_TEXT: () => read({ payload: { from: t.date().nullable() }, http: get('/') }), // NULL_NOT_TEXT
  SECRET_IN_URL: () => read({ payload: { token: t.string({ secret: true }) }, http: get('/') }), // SECRET_IN_URL
  QUERY_STYLE: () => {
    const map = { id: query('id', { style: 'deep' }) }
    return read({ ...byId, http: get('/', { map }) }) // QUERY_STYLE
  },
  HEADER_RESERVED: () => read({ ...byId, http: get('/', { map: { id: header('Host') } }) }), // HEADER_RESERVED
  OPTIONAL_MISPLACED: () => {
    const payload = t.object({ id: t.string() }).optional()
    return read({ payload, http: post('/') }) // OPTIONAL_MISPLACED
  },
  PAYLOAD_NOT_OBJECT: () => read({ payload: t.string(), http: get('/') }), // PAYLOAD_NOT_OBJECT
  BODY_NOT_ALLOWED: () => read({ ...byId, http: get('/', { map: { id: body() } }) }), // BODY_NOT_ALLOWED
  BODY_SHARED: () => {
    const payload = { order: t.object({ id: t.string() }), note: t.string() }
    return read({ payload, http: post('/', { map: { order: body(undefined, { whole: true }) } }) }) // BODY_SHARED
  },
  ROUTE_MISSING: () => shop(service('orders', { methods: { read: { http: [] } } })), // ROUTE_MISSING
  ROUTE_CONFLICT: () => {
    const methods = {
      read: { ...byId, http: get('/{id}') },
      find: { payload: { name: t.string() }, http: get('/{name}') }, // ROUTE_CONFLICT
    }
    return shop(service('orders', { methods }))
  },
  RESPONSE_STATUS: () => read({ http: get('/', { responses: [respond(404)] }) }), // RESPONSE_STATUS
  RESPONSE_FIELD_UNKNOWN: () => {
    const responses = [respond(200, { headers: { tag: 'etag' } })] // RESPONSE_FIELD_UNKNOWN
    return read({ result: { id: t.string() }, http: get('/', { responses }) })
  },
  WHEN_IMPOSSIBLE: () => {
    const lost = respond(202, { when: { state: 'lost' } }) // WHEN_IMPOSSIBLE
    const result = { state: t.enum(['queued', 'done']) }
    return read({ result, http: post('/', { responses: [lost, respond(200)] }) })
  },
  RESPONSE_UNREACHABLE: () => {
    const responses = [
      respond(201),
      respond(202), // RESPONSE_UNREACHABLE
    ]
    return read({ http: post('/', { responses }) })
  },
  RESPONSE_INCOMPLETE: () => {
    const responses = [respond(202, { when: { state: 'queued' } })]
    const result = { state: t.enum(['queued', 'done']) }
    return read({ result, http: post('/', { responses }) }) // RESPONSE_INCOMPLETE
  },
  RESPONSE_BODY_NOT_ALLOWED: () => {
    const responses = [respond(204)] // RESPONSE_BODY_NOT_ALLOWED
    return read({ result: { id: t.string() }, http: get('/', { responses }) })
  },
  CONTENT_TYPE_NEEDS_TEXT: () => {
    const responses = [respond(200, { contentType: 'text/csv' })] // CONTENT_TYPE_NEEDS_TEXT
    return read({ result: { id: t.string() }, http: get('/', { responses }) })
  },
  COOKIE_INVALID: () => {
    const session = { name: 'session', secure: false, sameSite: 'none' } as const
    const responses = [respond(200, { cookies: { session } })] // COOKIE_INVALID
    return read({ result: { session: t.string() }, http: post('/', { responses }) })
  },
  ERROR_STATUS: () => {
    const gone = error(200, 'The order is gone') // ERROR_STATUS
    return read({ errors: { gone }, http: get('/') })
  },
  ERROR_FIELD_RESERVED: () => {
    const gone = error(410, 'The order is gone', { status: t.string() }) // ERROR_FIELD_RESERVED
    return read({ errors: { gone }, http: get('/') })
  },
  SCOPE_UNKNOWN: () => {
    const staff = basic('staff', { scopes: { 'orders:read': 'Reads orders' } })
    return read({ security: scoped(staff, 'orders:raed'), http: get('/') }) // SCOPE_UNKNOWN
  },
  SECURITY_EMPTY: () => read({ security: allOf(), http: get('/') }), // SECURITY_EMPTY
  FLOWS_MISSING: () => {
    const staff = oauth2('staff', { flows: {} }) // FLOWS_MISSING
    return read({ security: staff, http: get('/') })
  },
  DURATION_INVALID: () => read({ deadline: '1.5s', http: get('/') }), // DURATION_INVALID
  SLO_INVALID: () => read({ slo: { availability: 99.9 }, http: get('/') }), // SLO_INVALID
  SLO_OVER_DEADLINE: () => {
    const slo = { latency: { p: 0.99, under: '5s' } } as const
    return read({ slo, deadline: '2s', http: get('/') }) // SLO_OVER_DEADLINE
  },
  FILES_MALFORMED: () => shop(service('orders', { methods: {}, files: [files('/{name}', '.')] })), // FILES_MALFORMED
  REDIRECT_PARAM_UNKNOWN: () => {
    const redirects = [redirect('/old/{id}', '/orders/{number}')] // REDIRECT_PARAM_UNKNOWN
    return shop(service('orders', { methods: {}, redirects }))
  },
}

/** Five mistakes in three services; `several` in a marker keeps them apart from those above. */
export function makeSeveral(): unknown {
  const orders = service('orders', {
    path: '/orders',
    methods: {
      read: { http: get('/{id}') }, // several PATH_PARAM_UNKNOWN
      list: {
        result: t.array(t.integer({ minimum: 2, maximum: 1 })), // several RANGE_EMPTY
        http: get('/'),
      },
    },
  })
  const users = service('users', {
    path: '/users',
    errors: {
      gone: error(302, 'The user is gone'), // several ERROR_STATUS
    },
    methods: {
      read: { ...byId, http: get('/{id}') },
      remove: { deadline: '0s', http: post('/') }, // several DURATION_INVALID
    },
  })
  const pages = service('pages', {
    methods: {},
    redirects: [
      redirect('/old', '/new/{id}'), // several REDIRECT_PARAM_UNKNOWN
    ],
  })
  return shop(orders, users, pages)
}

const byId = { payload: { id: t.string() } }

function shop(...services: readonly Service[]): unknown {
  return api('shop', { version: '1.0.0', services })
}

function read(method: MethodDefinition): unknown {
  return shop(service('orders', { methods: { read: method } }))
}

function taking(value: AnyType): unknown {
  return read({ payload: { value }, http: post('/') })
}

/** A schema of a library that nobody has heard of. */
function tiny(
  validate: (value: unknown) => unknown,
  input?: Readonly<Record<string, unknown>>,
  output = input,
): AnyType {
  const jsonSchema = input && { input: () => input, output: () => output }
  const props = { version: 1 as const, vendor: 'tiny', validate, jsonSchema }
  return { '~standard': props }
}
