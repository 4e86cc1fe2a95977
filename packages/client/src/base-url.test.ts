import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resolveBaseUrl } from './base-url.ts'

test('what comes before the paths is an origin, perhaps with a prefix', () => {
  assert.equal(resolveBaseUrl('https://example.com', false), 'https://example.com')
  assert.equal(
    resolveBaseUrl('https://example.com:8443/shop//', false),
    'https://example.com:8443/shop',
  )
  assert.equal(resolveBaseUrl(new URL('http://[::1]:80/'), false), 'http://[::1]')
})

test('it may only be left out with a fetch of one’s own, outside of a page', () => {
  assert.equal(resolveBaseUrl(undefined, true), 'http://localhost')
  assert.throws(() => resolveBaseUrl(undefined, false), { code: 'BASE_URL_MISSING' })
})

test('what cannot be used is said without quoting it', () => {
  const cases = {
    'it is no URL': ['', '/api', 'example.com', 'http://'],
    'its scheme is "ftp:"': ['ftp://example.com'],
    'it holds credentials; use `authorize`': ['https://ada:s3cret@example.com'],
    'it has a query or a fragment': [
      'https://example.com/?key=s3cret',
      'https://example.com/#s3cret',
    ],
  }
  for (const [reason, urls] of Object.entries(cases)) {
    for (const url of urls) {
      assert.throws(
        () => resolveBaseUrl(url, false),
        (error) =>
          error instanceof Error && error.message.includes(reason) && !/s3cret/.test(error.message),
        url,
      )
    }
  }
})
