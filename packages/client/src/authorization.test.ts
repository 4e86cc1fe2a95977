import { allOf, anyOf, api, apiKey, basic, get, jwt, service, t } from '@seaworthy/design'
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { type Credential, createEngine } from 'seaworthy'
import { ClientError } from './client-error.ts'
import type { ClientOptions } from './client-settings.ts'
import { createClient } from './create-client.ts'
import { connect, transports } from './test-connect.ts'

const token = jwt('token')
const password = basic('password')
const headerKey = apiKey('headerKey', { in: 'header', parameter: 'X-Key' })
const queryKey = apiKey('queryKey', { in: 'query', parameter: 'key' })
const cookieKey = apiKey('cookieKey', { in: 'cookie', parameter: 'key' })

const method = (path: string, security: Parameters<typeof anyOf>[0]) => ({
  http: get(path),
  payload: { page: t.integer().optional() },
  result: t.string(),
  security,
})
const vault = service('vault', {
  methods: {
    token: method('/token', token),
    password: method('/password', password),
    header: method('/header', headerKey),
    query: method('/query', queryKey),
    cookie: method('/cookie', cookieKey),
    both: method('/both', allOf(token, headerKey)),
    either: method('/either', anyOf(token, allOf(headerKey, queryKey), password)),
    open: { http: get('/open'), result: t.string() },
  },
})
const vaultApi = api('vault', { version: '1.0.0', services: [vault] })

const whoCalls = (_: unknown, { principal }: { principal: { subject: string } | undefined }) =>
  principal?.subject ?? 'nobody'
const key = (given: Credential) => ({
  subject: `key ${given.kind === 'apiKey' ? given.key : '?'}`,
})
const handlers = {
  vault: {
    token: whoCalls,
    password: whoCalls,
    header: whoCalls,
    query: whoCalls,
    cookie: whoCalls,
    both: whoCalls,
    either: whoCalls,
    open: whoCalls,
  },
}

for (const transport of transports) {
  describe(`over ${transport}`, async () => {
    const engine = createEngine(vaultApi, {
      handlers,
      authenticators: {
        token: (given) => ({ subject: `token ${given.kind === 'bearer' ? given.token : '?'}` }),
        password: (given) =>
          given.kind === 'basic' ? { subject: `${given.username}/${given.password}` } : undefined,
        headerKey: key,
        queryKey: key,
        cookieKey: key,
      },
    })
    after(() => engine.close())
    const options = await connect(engine, transport)
    const clientOf = (authorize: NonNullable<ClientOptions['authorize']>) =>
      createClient(vaultApi, { ...options, authorize }).vault

    test('a credential goes where its scheme says', async () => {
      const client = clientOf({
        token: 'abc.def-_~+/=',
        password: { username: 'ada', password: 'pä:ß 漢' },
        headerKey: 'k 1',
        queryKey: 'k&2=ü',
        cookieKey: 'k;3=ü',
      })
      assert.equal(await client.token(), 'token abc.def-_~+/=')
      assert.equal(await client.password(), 'ada/pä:ß 漢')
      assert.equal(await client.header(), 'key k 1')
      assert.equal(await client.query({ page: 2 }), 'key k&2=ü')
      assert.equal(await client.cookie(), 'key k;3=ü')
      assert.equal(await client.open(), 'nobody')
    })

    test('the first alternative that is complete is used', async () => {
      assert.equal(await clientOf({ token: 'a', queryKey: 'q' }).either(), 'token a')
      assert.equal(await clientOf({ headerKey: 'h', queryKey: 'q' }).either(), 'key h')
      const login = { username: 'ada', password: 'x' }
      assert.equal(await clientOf({ headerKey: 'h', password: login }).either(), 'ada/x')
      assert.equal(await clientOf({ token: 'a', headerKey: 'h' }).both(), 'token a')
    })

    test('without all credentials the call goes out bare', async () => {
      const outcome = await clientOf({ token: 'a', queryKey: () => undefined }).both.safe()
      assert.ok(!outcome.ok && outcome.error.code === 'problem:unauthorized')
    })

    test('a function is asked at each attempt', async () => {
      const asked: string[] = []
      const client = clientOf({
        token: async ({ method: { name }, attempt }) => {
          asked.push(`${name} ${attempt}`)
          return `token-${asked.length}`
        },
      })
      assert.equal(await client.token(), 'token token-1')
      assert.equal(await client.token(), 'token token-2')
      assert.deepEqual(asked, ['token 1', 'token 1'])
    })
  })
}

describe('a credential that cannot be sent', () => {
  const secret = 's3cret\nkey'
  const client = (authorize: NonNullable<ClientOptions['authorize']>) =>
    createClient(vaultApi, { authorize, fetch: async () => Response.json('sent') }).vault
  const cases = [
    client({ token: secret }).token,
    client({ token: '' }).token,
    client({ token: { username: 'a', password: 'b' } }).token,
    client({ headerKey: secret }).header,
    client({ password: secret }).password,
    client({ password: { username: 'a:b', password: secret } }).password,
    client({
      token: () => {
        throw new Error('The session has ended')
      },
    }).token,
  ]

  test('fails the call before it is sent, and is not told', async () => {
    for (const call of cases) {
      const outcome = await call.safe()
      assert.ok(!outcome.ok && outcome.error.code === 'request:hookFailed')
      assert.equal(outcome.error.attempts, 0)
      assert.doesNotMatch(String(outcome.error) + String(outcome.error.cause), /s3cret/)
    }
  })

  test('of a scheme that the design does not have is a mistake', () => {
    assert.throws(
      () => client({ tokn: 'x' }),
      (error) => error instanceof ClientError && error.code === 'SCHEME_UNKNOWN',
    )
  })
})
