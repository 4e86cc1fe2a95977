import assert from 'node:assert/strict'
import { api, apiKey, files, get, service, t as type } from '@seaworthy/design'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, after, before, test } from 'node:test'
import { connectRaw } from './test-raw-connection.ts'
import { type StartService, forEachTransport, startOverSocket } from './test-transports.ts'

let home: string
let folder: string
after(() => rm(home, { recursive: true, force: true }))
before(async () => {
  home = await mkdtemp(join(tmpdir(), 'seaworthy-files-'))
  folder = join(home, 'public')
  await mkdir(join(folder, 'docs', '.git'), { recursive: true })
  await mkdir(join(folder, 'empty'))
  await Promise.all([
    writeFile(join(home, 'secret.txt'), 's3cret'),
    writeFile(join(folder, 'a b.txt'), 'spaced'),
    writeFile(join(folder, 'app.js'), 'let a = 1'),
    writeFile(join(folder, '.env'), 's3cret'),
    writeFile(join(folder, 'docs', '.git', 'config'), 's3cret'),
    writeFile(join(folder, 'docs', 'index.html'), '<p>docs'),
    writeFile(join(folder, 'index.html'), '<p>home'),
    writeFile(join(folder, 'robots.txt'), 'User-agent: *'),
    symlink('missing', join(folder, 'broken')),
  ])
})

function startFiles(start: StartService, t: TestContext, prefix = '/') {
  const web = service('web', {
    methods: { ping: { http: get('/ping'), result: type.string() } },
    files: [
      files('/assets/{*path}', folder, { maxAge: 60 }),
      files('/site/{*path}', folder, { index: 'index.html' }),
      files('/robots.txt', join(folder, 'robots.txt')),
      files('/gone.txt', join(folder, 'gone.txt')),
    ],
  })
  return start(t, api('web', { version: '1', path: prefix, services: [web] }), {
    handlers: { web: { ping: () => 'pong' } },
  })
}

forEachTransport('files', (start) => {
  test('a file is served with its type, its length and its validators', async (t) => {
    const { send, outcome } = await startFiles(start, t)
    const { status, headers, text } = await send('/assets/app.js')
    assert.deepEqual([status, text], [200, 'let a = 1'])
    assert.match(String(headers['content-type']), /javascript; charset=utf-8$/)
    assert.equal(headers['content-length'], '9')
    assert.equal(headers['cache-control'], 'public, max-age=60')
    assert.match(String(headers.etag), /^W\/"/)
    assert.ok(headers['last-modified'])
    assert.match(String(headers['x-request-id']), /^[0-9a-f]{32}$/)
    const { route, method, responseSize, status: recorded } = await outcome()
    assert.deepEqual(
      [route, method, responseSize, recorded],
      ['/assets/{*path}', undefined, 9, 200],
    )
    assert.equal((await send('/assets/a%20b.txt')).text, 'spaced')
    assert.equal((await send('/assets/app.js?v=2')).status, 200)
  })

  test('HEAD answers as GET does, without the body', async (t) => {
    const { send } = await startFiles(start, t)
    const { status, headers, text } = await send({ verb: 'HEAD', path: '/assets/app.js' })
    assert.deepEqual([status, headers['content-length'], text], [200, '9', ''])
  })

  test('a client that has the file already gets a 304', async (t) => {
    const { send, outcome } = await startFiles(start, t)
    const { headers } = await send('/assets/app.js')
    const conditions = [
      { 'if-none-match': String(headers.etag) },
      { 'if-modified-since': String(headers['last-modified']) },
    ]
    for (const condition of conditions) {
      const { status, text } = await send({ path: '/assets/app.js', headers: condition })
      assert.deepEqual([status, text], [304, ''])
      assert.equal((await outcome()).status, 304)
    }
    assert.equal(
      (await send({ path: '/assets/app.js', headers: { 'if-none-match': '"other"' } })).status,
      200,
    )
  })

  test('a part of a file is a 206, one that is not there a 416', async (t) => {
    const { send } = await startFiles(start, t)
    const ask = (range: string) => send({ path: '/assets/app.js', headers: { range } })
    const part = await ask('bytes=4-4')
    assert.deepEqual(
      [part.status, part.text, part.headers['content-range']],
      [206, 'a', 'bytes 4-4/9'],
    )
    assert.equal((await ask('bytes=-1')).text, '1')
    const beyond = await ask('bytes=100-200')
    assert.equal(beyond.status, 416)
    assert.equal(beyond.headers['content-type'], 'application/problem+json; charset=utf-8')
    assert.equal(beyond.headers['content-range'], 'bytes */9')
    assert.equal((await ask('lines=1-2')).status, 200)
  })

  test('a single file has its own address', async (t) => {
    const { send } = await startFiles(start, t)
    assert.equal((await send('/robots.txt')).text, 'User-agent: *')
    assert.equal((await send('/robots.txt/')).status, 404)
    assert.equal((await send('/gone.txt')).json.type, 'urn:problem:seaworthy:not-found')
  })

  test('a folder is never listed, and answers only with an index that is named', async (t) => {
    const { send } = await startFiles(start, t)
    for (const path of [
      '/assets/',
      '/assets/docs',
      '/assets/docs/',
      '/assets/empty/',
      '/site/empty/',
      '/site/docs',
    ]) {
      const { status, json } = await send(path)
      assert.deepEqual([status, json.type], [404, 'urn:problem:seaworthy:not-found'], path)
    }
    assert.equal((await send('/site/')).text, '<p>home')
    assert.equal((await send('/site/docs/')).text, '<p>docs')
  })

  test('what is not there, hidden or no file is a 404 with a problem document', async (t) => {
    const { send, outcome } = await startFiles(start, t)
    const paths = [
      'nope.js',
      '.env',
      '%2eenv',
      'docs/.git/config',
      'docs/%2Egit/config',
      'app.js/',
      'app.js/x',
      'broken',
      'app.js%00',
      'a%00',
    ]
    for (const path of paths) {
      const { status, json, text } = await send(`/assets/${path}`)
      assert.deepEqual([status, json.type], [404, 'urn:problem:seaworthy:not-found'], path)
      assert.doesNotMatch(text, /s3cret|seaworthy-files/)
      assert.equal((await outcome()).route, '/assets/{*path}')
    }
  })

  test('another verb is a 405, other routes go on', async (t) => {
    const { send } = await startFiles(start, t)
    const { status, headers } = await send({ verb: 'DELETE', path: '/assets/app.js' })
    assert.deepEqual([status, headers.allow], [405, 'GET, HEAD, OPTIONS'])
    assert.equal((await send('/ping')).json, 'pong')
  })

  test('files are served below a prefix too', async (t) => {
    const { send } = await startFiles(start, t, '/api/v1')
    assert.equal((await send('/api/v1/assets/app.js')).status, 200)
    assert.equal((await send('/assets/app.js')).status, 404)
  })
})

test('no path leads out of the folder', async (t) => {
  const { port, recorded } = await startFiles(startOverSocket, t)
  const ways = [
    '../',
    '%2e%2e/',
    '..%2f',
    '%2e%2e%2f',
    '..\\',
    '..%5c',
    '%2e%2e%5c',
    '.../',
    './../',
    'docs/../../',
    'docs/%2e%2e/%2e%2e/',
    '//',
    '/',
    '%2f',
    'C:',
    'C:%5c',
    '\\\\host\\share\\',
    '..;/',
    '..%c0%af',
    '%252e%252e%252f',
    '~/',
    'docs/..%00/',
  ]
  const { send, response } = await connectRaw(t, port)
  for (const way of ways) {
    for (const repeated of [way, way.repeat(4)]) {
      send(`GET /assets/${repeated}secret.txt HTTP/1.1`, 'Host: x', '', '')
      const { status, text } = await response()
      assert.ok(status === 404 || status === 400, `${repeated} ${status}`)
      assert.doesNotMatch(text, /s3cret/)
    }
  }
  await recorded(2 * ways.length)
})

forEachTransport('files of a secured service', (start) => {
  test('are for those whom the service lets in', async (t) => {
    const key = apiKey('key', { in: 'header', parameter: 'X-Key' })
    const web = service('web', { security: key, methods: {}, files: [files('/f/{*path}', folder)] })
    const { send } = await start(t, api('site', { version: '1', services: [web] }), {
      handlers: { web: {} },
      authenticators: {
        key: (given) =>
          given.kind === 'apiKey' && given.key === 'k' ? { subject: 'x' } : undefined,
      },
    })
    assert.equal((await send('/f/app.js')).status, 401)
    assert.equal((await send({ path: '/f/app.js', headers: { 'x-key': 'k' } })).status, 200)
  })
})
