import { createEngine, mount } from 'seaworthy'
import { fastify } from 'fastify'
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { api, get, jwt, post, service, t as types, type } from '@seaworthy/design'
import { openChromium } from './chromium.ts'

const Parcel = type('Parcel', { id: types.uuid(), weight: types.number({ minimum: 0 }) })

const parcels = service('parcels', {
  description: 'What is on its way',
  path: '/parcels',
  methods: {
    read: {
      http: get('/{id}'),
      summary: 'Reads a parcel',
      payload: { id: types.uuid() },
      result: Parcel,
    },
    send: {
      http: post('/'),
      summary: 'Sends a parcel',
      payload: Parcel,
      result: Parcel,
      security: jwt('bearer'),
    },
  },
})

const shipping = api('shipping', {
  version: '2.1.0',
  title: 'Shipping & <more>',
  path: '/api/v1',
  servers: [{ url: 'https://shipping.example.com' }],
  services: [parcels],
})

const options = {
  handlers: {
    parcels: {
      read: ({ id }: { id: string }) => ({ id, weight: 2.5 }),
      send: (parcel: { id: string; weight: number }) => parcel,
    },
  },
  authenticators: { bearer: () => ({ subject: 'caller' }) },
}

test('the page lists the operations and tries them out, without leaving the machine', async (t) => {
  const browser = await openChromium(t)
  if (browser === undefined) return
  const engine = createEngine(shipping, options)
  t.after(() => engine.close())
  const { url } = await engine.listen()
  const visit = await open(t, browser, `${url}/docs`)
  await showsAndTries(visit, `${url}/api/v1/parcels/`)
  assert.equal(await visit.page.title(), 'Shipping & <more> 2.1.0')
})

test('the page works below a prefix of the host, and at a path of its own', async (t) => {
  const browser = await openChromium(t)
  if (browser === undefined) return
  const host = fastify()
  t.after(() => host.close())
  const documents = { path: '/internal/api' }
  await host.register(mount(shipping, { ...options, documents }), { prefix: '/shop' })
  const url = await host.listen({ port: 0 })
  const visit = await open(t, browser, `${url}/shop/internal/api/docs/`)
  await showsAndTries(visit, `${url}/shop/api/v1/parcels/`)
})

interface Visit {
  readonly page: Page
  /** What the browser asked for. */
  readonly requests: URL[]
  readonly errors: string[]
}

async function open(t: TestContext, browser: Browser, address: string): Promise<Visit> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } })
  t.after(() => page.close())
  const requests: URL[] = []
  const errors: string[] = []
  page.on('request', (request) => requests.push(new URL(request.url())))
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() !== 'log') errors.push(`${message.type()}: ${message.text()}`)
  })
  await page.goto(address)
  await page.locator('.opblock').first().waitFor()
  return { page, requests, errors }
}

async function showsAndTries({ page, requests, errors }: Visit, called: string): Promise<void> {
  const summaries = page.locator('.opblock-summary-description')
  assert.deepEqual(await summaries.allTextContents(), ['Reads a parcel', 'Sends a parcel'])

  const read = page.locator('.opblock', { hasText: 'Reads a parcel' })
  await read.locator('.opblock-summary-control').click()
  await read.getByRole('button', { name: 'Try it out' }).click()
  await read.getByRole('button', { name: 'Execute' }).click()
  const answer = read.locator('.live-responses-table')
  await answer.waitFor()
  assert.match((await answer.textContent()) ?? '', /200[^]*"weight": 2\.5[^]*x-request-id/)
  assert.ok(requests.some(({ href }) => href.startsWith(called)))

  const folded = read.getByRole('button', { name: 'Too many requests' })
  await folded.click()
  await read.getByText('urn:problem:seaworthy:too-many-requests').waitFor()
  assert.equal(await folded.count(), 0)

  const { origin } = new URL(page.url())
  const elsewhere = requests.filter((one) => one.origin !== origin && one.protocol !== 'data:')
  assert.deepEqual(elsewhere.map(String), [])
  assert.deepEqual(errors, [])
}
