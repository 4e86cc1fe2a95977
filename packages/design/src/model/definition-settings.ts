import {
  type Expectations,
  eitherOf,
  flag,
  isObject,
  listOf,
  madeBy,
  oneOf,
  recordOf,
  required,
  text,
  url,
} from './check-settings.ts'

const anything = { expected: 'anything', fits: () => true }
const object = { expected: 'an object', fits: isObject }
const route = madeBy('get(…), post(…), put(…), patch(…), del(…) or head(…)', 'verb', 'path')
const errors = recordOf(madeBy('error(…)', 'status', 'title'))
const security = eitherOf(
  madeBy('jwt(…), oauth2(…), apiKey(…) or basic(…)', 'kind', 'name'),
  eitherOf(madeBy('scoped(…)', 'scheme'), madeBy('allOf(…) or anyOf(…)', 'alternatives')),
)

export const apiSettings: Expectations = {
  version: required(text),
  title: text,
  description: text,
  termsOfService: text,
  contact: object,
  license: object,
  docs: object,
  servers: listOf(object),
  path: text,
  security,
  unknownFields: oneOf('reject', 'strip', 'keep'),
  deadline: text,
  problemTypes: {
    expected: 'a URI that ends in ":" or "/"',
    fits: (value) => typeof value === 'string' && /^[a-z][a-z\d+.-]*:.*[:/]$/i.test(value),
  },
  services: required(listOf(madeBy('service(…)', 'name', 'definition'))),
}

export const contactSettings: Expectations = { name: text, email: text, url }
export const licenseSettings: Expectations = { name: required(text), url }
export const docsSettings: Expectations = { url: required(url), description: text }
export const serverSettings: Expectations = {
  url: required(text),
  description: text,
  variables: recordOf(object),
}
export const variableSettings: Expectations = {
  default: required(text),
  enum: listOf(text),
  description: text,
}

export const serviceSettings: Expectations = {
  description: text,
  path: text,
  security,
  errors,
  methods: required(recordOf(object)),
  files: listOf(madeBy('files(…)', 'path', 'folder')),
  redirects: listOf(madeBy('redirect(…)', 'path', 'to')),
  tags: listOf(text),
}

export const methodSettings: Expectations = {
  description: text,
  summary: text,
  payload: anything,
  result: anything,
  errors,
  http: eitherOf(route, listOf(route)),
  security,
  uses: listOf(madeBy('resource(…)', 'name', 'criticality')),
  deadline: text,
  slo: object,
  idempotent: flag,
  rateLimit: text,
  deprecated: flag,
  tags: listOf(text),
}

export const sloSettings: Expectations = {
  availability: { expected: 'a number', fits: (value) => typeof value === 'number' },
  latency: object,
}

export const latencySettings: Expectations = {
  p: required({ expected: 'a number', fits: (value) => typeof value === 'number' }),
  under: required(text),
}

export const routeSettings: Expectations = {
  map: recordOf(madeBy('query(…), header(…), cookie(…) or body(…)', 'in')),
  responses: listOf(madeBy('respond(…)', 'status', 'at')),
}
