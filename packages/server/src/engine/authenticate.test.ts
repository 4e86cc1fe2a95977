import assert from 'node:assert/strict'
import {
  allOf,
  anyOf,
  api,
  apiKey,
  basic,
  get,
  jwt,
  noSecurity,
  oauth2,
  post,
  scoped,
  service,
  t as type,
} from '@seaworthy/design'
import { type TestContext, test } from 'node:test'
import type { Authenticator, Principal } from './principal.ts'
import { ProblemError } from './problem.ts'
import { type StartService, forEachTransport } from './test-transports.ts'

const scopes = { 'docs:read': 'Read', 'docs:write': 'Write' }
const password = basic('password')
const token = jwt('token', { scopes })
const grant = oauth2('grant', {
  scopes,
  flows: { clientCredentials: { tokenUrl: 'https://id.example/token' } },
})
const headerKey = apiKey('headerKey', { in: 'header', parameter: 'X-Key' })
const queryKey = apiKey('queryKey', { in: 'query', parameter: 'key' })
const cookieKey = apiKey('cookieKey', { in: 'cookie', parameter: 'key' })

const docs = service('docs', {
  path: '/docs',
  security: token,
  methods: {
    token: { http: get('/token'), result: type.string() },
    password: { http: get('/password'), security: password, result: type.string() },
    grant: { http: get('/grant'), security: scoped(grant, 'docs:read'), result: type.string() },
    header: { http: get('/header'), security: headerKey, result: type.string() },
    query: { http: get('/query'), security: queryKey, result: type.string() },
    cookie: { http: get('/cookie'), security: cookieKey, result: type.string() },
    either: {
      http: get('/either'),
      security: anyOf(password, scoped(token, 'docs:write')),
      result: type.string(),
    },
    both: {
      http: get('/both'),
      security: allOf(headerKey, scoped(token, 'docs:write')),
      result: type.string(),
    },
    open: { http: get('/open'), security: noSecurity, result: type.string() },
    write: {
      http: post('/'),
      security: scoped(token, 'docs:write'),
      payload: { text: type.string() },
      result: type.string(),
    },
  },
})

/** A credential is good when it names its subject, and then the scopes. */
function accept(given: string | undefined): Principal | undefined {
  const [word, subject = '', ...granted] = (given ?? '').split('/')
  return word === 'good' ? { subject, scopes: granted } : undefined
}

const authenticators: Record<string, Authenticator> = {
  password: (credential) =>
    credential.kind === 'basic' && credential.password === 'p:w'
      ? { subject: credential.username }
      : undefined,
  token: async (credential) => accept(credential.kind === 'bearer' ? credential.token : undefined),
  grant: (credential) => accept(credential.kind === 'bearer' ? credential.token : undefined),
  headerKey: (credential) => accept(credential.kind === 'apiKey' ? credential.key : undefined),
  queryKey: (credential) => accept(credential.kind === 'apiKey' ? credential.key : undefined),
  cookieKey: (credential) => accept(credential.kind === 'apiKey' ? credential.key : undefined),
}

async function startDocs(
  start: StartService,
  t: TestContext,
  others: Record<string, Authenticator> = {},
) {
  let called = 0
  const tell = (_: unknown, { principal }: { principal: Principal | undefined }) => {
    called++
    return principal?.subject ?? 'nobody'
  }
  const service = await start(t, api('library', { version: '1', services: [docs] }), {
    authenticators: { ...authenticators, ...others },
    handlers: {
      docs: {
        token: tell,
        password: tell,
        grant: tell,
        header: tell,
        query: tell,
        cookie: tell,
        either: tell,
        both: tell,
        open: tell,
        write: tell,
      },
    },
  })
  return { ...service, called: () => called }
}

const basicHeader = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

forEachTransport('security', (start) => {
  test('a caller without credentials is told what to send', async (t) => {
    const { send, outcome, called } = await startDocs(start, t)
    const challenges: [string, string][] = [
      ['token', 'Bearer realm="library"'],
      ['password', 'Basic realm="library", charset="UTF-8"'],
      ['grant', 'Bearer realm="library"'],
      ['header', 'ApiKey realm="library"'],
      ['query', 'ApiKey realm="library"'],
      ['cookie', 'ApiKey realm="library"'],
      ['either', 'Basic realm="library", charset="UTF-8", Bearer realm="library"'],
      ['both', 'ApiKey realm="library", Bearer realm="library"'],
    ]
    for (const [path, challenge] of challenges) {
      const { status, headers, json } = await send(`/docs/${path}`)
      assert.equal(status, 401, path)
      assert.equal(headers['www-authenticate'], challenge)
      assert.equal(json.type, 'urn:problem:seaworthy:unauthorized')
      const { status: recorded, route, failure } = await outcome()
      assert.deepEqual([recorded, route, failure], [401, `/docs/${path}`, undefined])
    }
    assert.equal(called(), 0)
  })

  test('each scheme finds its credential in its place', async (t) => {
    const { send, outcome } = await startDocs(start, t)
    const requests = [
      { path: '/docs/token', headers: { authorization: 'Bearer good/ada' } },
      { path: '/docs/token', headers: { authorization: 'bearer  good/ada ' } },
      { path: '/docs/password', headers: { authorization: basicHeader('ada:p:w') } },
      { path: '/docs/grant', headers: { authorization: 'Bearer good/ada/docs:read' } },
      { path: '/docs/header', headers: { 'X-KEY': 'good/ada' } },
      { path: '/docs/query?a=1&key=good%2Fada' },
      { path: '/docs/cookie', headers: { cookie: 'a=1; key=good/ada' } },
    ]
    for (const request of requests) {
      const { status, json } = await send(request)
      assert.deepEqual([status, json], [200, 'ada'], request.path)
      assert.equal((await outcome()).subject, 'ada')
    }
  })

  test('a query key is in no record', async (t) => {
    const { send, outcome } = await startDocs(start, t)
    await send('/docs/query?key=good%2Fada')
    assert.equal((await outcome()).path, '/docs/query')
    assert.doesNotMatch(JSON.stringify(await outcome()), /good/)
  })

  test('what is no valid credential is a 401, whatever it looks like', async (t) => {
    const { send, called } = await startDocs(start, t)
    const refused = [
      { path: '/docs/token', headers: { authorization: 'Bearer bad/ada' } },
      { path: '/docs/token', headers: { authorization: 'Bearer' } },
      { path: '/docs/token', headers: { authorization: 'Bearer good/ada extra' } },
      { path: '/docs/token', headers: { authorization: 'good/ada' } },
      { path: '/docs/token', headers: { authorization: basicHeader('ada:p:w') } },
      { path: '/docs/password', headers: { authorization: 'Basic ****' } },
      {
        path: '/docs/password',
        headers: { authorization: `Basic ${Buffer.from('ada').toString('base64')}` },
      },
      { path: '/docs/header', headers: { 'x-key': '' } },
      { path: '/docs/query?key=' },
      { path: '/docs/query?key=%zz' },
      { path: '/docs/query?key=good/ada&key=good/eve' },
      { path: '/docs/cookie', headers: { cookie: 'key' } },
    ]
    for (const request of refused)
      assert.equal((await send(request)).status, 401, JSON.stringify(request))
    assert.equal(called(), 0)
  })

  test('a token that was sent and does not hold is told apart from none', async (t) => {
    const { send } = await startDocs(start, t)
    const { headers } = await send({
      path: '/docs/token',
      headers: { authorization: 'Bearer old' },
    })
    assert.equal(headers['www-authenticate'], 'Bearer realm="library", error="invalid_token"')
  })

  test('one alternative is enough; of those that hold, the first names the caller', async (t) => {
    const { send } = await startDocs(start, t)
    const ask = (authorization: string) =>
      send({ path: '/docs/either', headers: { authorization } })
    assert.equal((await ask(basicHeader('ada:p:w'))).json, 'ada')
    assert.equal((await ask('Bearer good/eve/docs:write')).json, 'eve')
    assert.equal((await ask('Bearer good/eve')).status, 403)
    assert.equal((await ask(basicHeader('ada:wrong'))).status, 401)
  })

  test('of a combination every part must hold', async (t) => {
    const { send } = await startDocs(start, t)
    const authorization = 'Bearer good/ada/docs:write'
    const ask = async (headers: Record<string, string>) =>
      (await send({ path: '/docs/both', headers })).status
    assert.equal(await ask({ authorization, 'x-key': 'good/app' }), 200)
    assert.equal(await ask({ authorization }), 401)
    assert.equal(await ask({ 'x-key': 'good/app' }), 401)
    assert.equal(await ask({ authorization, 'x-key': 'bad' }), 401)
    assert.equal(
      await ask({ authorization: 'Bearer good/ada', 'x-key': 'good/app/docs:write' }),
      403,
    )
  })

  test('a caller without the scopes is a 403', async (t) => {
    const { send, called } = await startDocs(start, t)
    const headers = { authorization: 'Bearer good/ada/docs:write' }
    const { status, json, headers: answered } = await send({ path: '/docs/grant', headers })
    assert.equal(status, 403)
    assert.equal(json.type, 'urn:problem:seaworthy:forbidden')
    assert.equal(answered['www-authenticate'], 'Bearer realm="library", error="insufficient_scope"')
    assert.equal(called(), 0)
  })

  test('a method without security asks for nothing', async (t) => {
    const { send } = await startDocs(start, t)
    assert.equal((await send('/docs/open')).json, 'nobody')
  })

  test('an untyped authenticator that says null or false has said no', async (t) => {
    for (const answer of [null, false, 0, '', 'ada', true]) {
      const { send } = await startDocs(start, t, { token: () => answer as never })
      const headers = { authorization: 'Bearer good/ada' }
      assert.equal((await send({ path: '/docs/token', headers })).status, 401, String(answer))
    }
  })

  test('an authenticator that fails is a 500 that tells nothing', async (t) => {
    const failure = new Error('no connection to s3cret.example')
    for (const token of [
      () => Promise.reject(failure),
      () => {
        throw failure
      },
    ]) {
      const { send, outcome } = await startDocs(start, t, { token })
      const response = await send({ path: '/docs/token', headers: { authorization: 'Bearer x' } })
      assert.equal(response.status, 500)
      assert.doesNotMatch(response.text, /s3cret/)
      assert.equal((await outcome()).failure, failure)
    }
  })

  test('an authenticator may throw a problem of its own', async (t) => {
    const locked = new ProblemError({
      type: 'urn:locked',
      status: 423,
      title: 'Locked',
      headers: { 'retry-after': '9' },
    })
    const { send } = await startDocs(start, t, {
      token: () => {
        throw locked
      },
    })
    const { status, json, headers } = await send({
      path: '/docs/token',
      headers: { authorization: 'Bearer x' },
    })
    assert.deepEqual([status, json.type, headers['retry-after']], [423, 'urn:locked', '9'])
  })

  test('security comes before everything that the body could be wrong in', async (t) => {
    const { send } = await startDocs(start, t)
    const body = 'x'.repeat(2000)
    for (const contentType of ['application/json', 'text/plain', 'nonsense', '']) {
      const headers = {
        ...(contentType !== '' && { 'content-type': contentType }),
        accept: 'image/png',
      }
      const { status } = await send({ verb: 'POST', path: '/docs', body, headers })
      assert.equal(status, 401, contentType)
    }
  })
})
