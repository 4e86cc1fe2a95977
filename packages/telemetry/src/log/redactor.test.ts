import assert from 'node:assert/strict'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { test } from 'node:test'
import { createRedactor } from './redactor.ts'

const masked = '[redacted]'

test('sensitive names are masked whatever their case and separators', () => {
  const { redact } = createRedactor()
  const names = [
    ...['password', 'Password', 'PASSWORD', 'userPassword', 'user_password', 'password2'],
    ...['passwordHash', 'oldPasswords', 'authorization', 'Proxy-Authorization', 'x-auth-token'],
    ...['cookie', 'Set-Cookie', 'set_cookie', 'setCookie', 'accesstoken', 'refreshTokens'],
    ...['api_key', 'apiKey', 'API-KEY', 'x.api.key', 'apikey', 'clientSecret', 'secret_key'],
    ...['private key', 'credentials', 'sessionId', 'sms_otp', 'JWT', 'cvv', 'DATABASE_URL'],
  ]
  for (const name of names) assert.deepEqual(redact({ [name]: 'canary' }), { [name]: masked })
})

test('names that only look alike are not masked', () => {
  const { redact, masks } = createRedactor()
  for (const name of ['hotPath', 'className', 'author', 'passenger', 'key', 'keyboard', 'id']) {
    assert.deepEqual(redact({ [name]: 'shown' }), { [name]: 'shown' })
    assert.equal(masks(name), false)
  }
})

test('counts of sensitive things are shown, and so is that there is none', () => {
  const { redact } = createRedactor()
  const counts = { token_count: 5, maxTokens: 100, passwordRequired: true, token: null }
  assert.deepEqual(redact(counts), counts)
  assert.deepEqual(redact({ password: 123456 }), { password: masked })
  assert.deepEqual(redact({ token: '', tokens: [] }), { token: masked, tokens: masked })
})

test('further names are masked beside the default ones', () => {
  const { redact } = createRedactor({ names: ['iban', 'tax id'] })
  assert.deepEqual(redact({ IBAN: 'a', taxId: 'b', password: 'c', ibanana: 'd' }), {
    IBAN: masked,
    taxId: masked,
    password: masked,
    ibanana: 'd',
  })
})

test('marked places are masked, and no others', () => {
  const { redact } = createRedactor({
    paths: ['/user/email', '/users/*/email', '/users/0/phone', '/a~1b/c~0d', '/list/*'],
  })
  assert.deepEqual(
    redact({
      user: { email: { value: 'x' }, name: 'n' },
      users: [
        { email: 'x', phone: 'x' },
        { email: 'x', phone: 'p' },
      ],
      email: 'top',
      'a/b': { 'c~d': 'x' },
      list: ['x', ['x']],
    }),
    {
      user: { email: masked, name: 'n' },
      users: [
        { email: masked, phone: masked },
        { email: masked, phone: 'p' },
      ],
      email: 'top',
      'a/b': { 'c~d': masked },
      list: [masked, masked],
    },
  )
})

test('a path that is no JSON Pointer is an error', () => {
  assert.throws(() => createRedactor({ paths: ['user.email'] }), { code: 'MARK_PATH' })
})

test('masking reaches errors, maps and what toJSON makes', () => {
  const { redact } = createRedactor({ paths: ['/error/code'] })
  const error = Object.assign(new Error('m', { cause: { token: 't' } }), { code: 'c' })
  assert.partialDeepStrictEqual(
    redact({
      error,
      map: new Map([['token', 't']]),
      made: { toJSON: () => ({ token: 't' }) },
    }),
    {
      error: { code: masked, cause: { token: masked } },
      map: { token: masked },
      made: { token: masked },
    },
  )
})

test('credentials that their form gives away are masked within any text', () => {
  const { redact } = createRedactor()
  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln-bmF0dXJl_'
  const texts = {
    [`token ${jwt}, expired`]: 'token [redacted], expired',
    [`/reset/${jwt}?x`]: '/reset/[redacted]?x',
    'sent Authorization: Bearer abc.DEF-123~+/==': 'sent Authorization: Bearer [redacted]',
    'basic dXNlcjpwYXNz': 'basic [redacted]',
    'cannot reach postgres://ada:s3cret!@db:5432/shop':
      'cannot reach postgres://ada:[redacted]@db:5432/shop',
  }
  for (const [text, shown] of Object.entries(texts)) assert.equal(redact(text), shown)
  for (const text of ['see https://example.com/@ada', 'a basic idea', 'bearer of news', 'eyJ']) {
    assert.equal(redact(text), text)
  }
  const long = `${'://a:'.repeat(200_000)}@ ${'eyJ'.repeat(200_000)}`
  assert.ok(JSON.stringify(redact(long)).length < 5_000)
})

test('a request or response of node:http says nothing', () => {
  const { redact } = createRedactor()
  const request = new IncomingMessage(new Socket())
  request.rawHeaders.push('Authorization', 'canary')
  const response = new ServerResponse(request)
  response.setHeader('Set-Cookie', 'canary')
  response.writeHead(200)
  assert.deepEqual(redact({ request, raw: { response } }), {
    request: '[http message]',
    raw: { response: '[http message]' },
  })
})

test('values become what JSON can say', () => {
  const { redact } = createRedactor()
  assert.deepEqual(
    redact({
      date: new Date(0),
      never: new Date(Number.NaN),
      url: new URL('postgres://ada:canary@db:5432/shop?sslkey=canary'),
      bytes: new Uint8Array(3),
      set: new Set([1]),
      big: [5n, 2n ** 64n],
      nan: Number.NaN,
      left: undefined,
      out: () => 1,
      list: [undefined],
      symbol: Symbol('s'),
    }),
    {
      date: '1970-01-01T00:00:00.000Z',
      never: null,
      url: 'postgres://db:5432/shop',
      bytes: '[3 bytes]',
      set: [1],
      big: [5, '18446744073709551616'],
      nan: null,
      list: [null],
      symbol: 'Symbol(s)',
    },
  )
})

test('what is too long, too deep, circular or unreadable says so', () => {
  const { redact } = createRedactor()
  const circular: Record<string, unknown> = {}
  circular['self'] = circular
  assert.deepEqual(redact(circular), { self: '[circular]' })
  assert.equal(redact('x'.repeat(5_000)), `${'x'.repeat(4_096)}… [904 more]`)
  assert.equal((redact(Array(150).fill(0)) as unknown[]).at(-1), '[50 more]')
  const many = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`k${i}`, 0]))
  assert.equal((redact(many) as Record<string, unknown>)['…'], '[50 more]')
  assert.match(JSON.stringify(redact([[[[[[[[['deep']]]]]]]]])), /\[too deep\]/)
  const getter = Object.defineProperty({}, 'x', {
    enumerable: true,
    get: () => {
      throw new Error()
    },
  })
  assert.deepEqual(redact(getter), { x: '[unreadable]' })
})

test('a value is copied, never changed', () => {
  const value = Object.freeze({ password: 'p', in: Object.freeze([1]) })
  createRedactor().redact(value)
  assert.deepEqual(value, { password: 'p', in: [1] })
})
