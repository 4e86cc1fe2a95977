import assert from 'node:assert/strict'
import { test } from 'node:test'
import { joinPaths, parsePathTemplate } from './path-template.ts'

test('a path is literal segments and parameters', () => {
  assert.deepEqual(parsePathTemplate('/users/{id}/orders/{order_id}'), {
    path: '/users/{id}/orders/{order_id}',
    parameters: [
      { name: 'id', wildcard: false },
      { name: 'order_id', wildcard: false },
    ],
    shape: '/users/{}/orders/{}',
  })
  assert.deepEqual(parsePathTemplate('/assets/{*path}'), {
    path: '/assets/{*path}',
    parameters: [{ name: 'path', wildcard: true }],
    shape: '/assets/{*}',
  })
  for (const path of ['', '/']) {
    assert.deepEqual(parsePathTemplate(path), { path: '/', parameters: [], shape: '/' })
  }
})

test('a segment may hold what RFC 3986 allows there', () => {
  for (const path of [
    '/a.b',
    '/a-b_c~d',
    '/a:b',
    '/@a',
    "/a!$&'()*+,;=",
    '/a%20b',
    '/ä'.normalize(),
  ]) {
    assert.equal(typeof parsePathTemplate(path), path === '/ä' ? 'string' : 'object', path)
  }
})

test('what is wrong with a path is told', () => {
  const wrong: Record<string, string> = {
    users: 'it does not begin with "/"',
    '//': 'it has an empty segment or ends in "/"',
    '/users/': 'it has an empty segment or ends in "/"',
    '/a//b': 'it has an empty segment or ends in "/"',
    '/{id}.pdf': '"{id}.pdf" is neither literal text nor one {parameter}',
    '/{}': '"{}" is neither literal text nor one {parameter}',
    '/{1a}': '"{1a}" is neither literal text nor one {parameter}',
    '/a b': '"a b" is neither literal text nor one {parameter}',
    '/a?b': '"a?b" is neither literal text nor one {parameter}',
    '/a%zz': '"a%zz" is neither literal text nor one {parameter}',
    '/{*rest}/a': '{*rest} must be the last segment',
    '/{id}/{id}': '{id} appears twice',
    '/{id}/{*id}': '{id} appears twice',
  }
  for (const [path, reason] of Object.entries(wrong)) {
    assert.equal(parsePathTemplate(path), reason)
  }
})

test('prefixes are joined without doubled slashes', () => {
  assert.equal(joinPaths('/api', '/users', '/{id}'), '/api/users/{id}')
  assert.equal(joinPaths('/api', '/users', '/'), '/api/users')
  assert.equal(joinPaths('/', '/', '/'), '/')
  assert.equal(joinPaths('/api', undefined, '/a'), '/api/a')
  assert.equal(joinPaths(undefined, undefined), '/')
})
