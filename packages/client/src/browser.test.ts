import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { test } from 'node:test'
import { chromium } from 'playwright-core'
import { createEngine } from 'seaworthy'
import { type callFromPage, pageApi } from './test-browser-page.ts'

const packages = join(import.meta.dirname, '../..')
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const executablePath = places.find((place) => existsSync(place))
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const pixels = new Uint8Array([137, 80, 78, 71])

/** The service, and on the same origin a page with the sources as they are, types stripped. */
function createPageEngine() {
  const engine = createEngine(pageApi, {
    handlers: {
      photos: {
        get: ({ id, tags = [] }, { errors }) =>
          id === 404 ? errors.notFound.throw({ id }) : { id, pixels, note: tags.join('|') },
        raw: ({ id }) => ({ id, pixels }),
        save: (photo) => photo,
        visit: ({ before }) => ({ visits: before + 1, before }),
        moved: () => ({ to: '/page' }),
        wait: (_, { signal }) =>
          new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve())),
      },
    },
    record: () => undefined,
  })
  const imports = {
    '@seaworthy/design': '/modules/design/src/index.ts',
    '@seaworthy/client': '/modules/client/src/index.ts',
  }
  engine.fastify.get('/page', (_, reply) =>
    reply
      .type('text/html')
      .send(`<!doctype html><script type="importmap">${JSON.stringify({ imports })}</script>`),
  )
  engine.fastify.get<{ Params: { '*': string } }>('/modules/*', (request, reply) => {
    const source = readFileSync(join(packages, request.params['*']), 'utf8')
    return reply.type('text/javascript').send(stripTypeScriptTypes(source))
  })
  return engine
}

test('a page calls the service with the modules as they are', async (context) => {
  if (executablePath === undefined) {
    const reason = `NOT TESTED IN A BROWSER: there is no Chromium at ${places.join(', ')}`
    console.error(reason)
    context.skip(reason)
    return
  }
  const engine = createPageEngine()
  const { url } = await engine.listen()
  const browser = await chromium.launch({ executablePath, args })
  try {
    const page = await browser.newPage()
    const troubles: string[] = []
    page.on('pageerror', (error) => troubles.push(error.message))
    await page.goto(`${url}/page`)
    const module = '/modules/client/src/test-browser-page.ts'
    const seen = await page.evaluate<Awaited<ReturnType<typeof callFromPage>>>(
      `import('${module}').then((page) => page.callFromPage())`,
    )
    assert.deepEqual(seen, {
      photo: { id: 7, pixels: [...pixels], note: 'a b|ü&|漢' },
      saved: { id: 8, pixels: [0, 128, 255], note: 'ß' },
      picture: { id: 9, pixels: [...pixels] },
      missing: { id: 404, status: 404 },
      invalid: ['request:invalid', 'RequestApiError'],
      slow: 'transport:timeout',
      stopped: ['transport:aborted', 'Error: enough'],
      offline: 'transport:network',
      redirected: 'photos.moved: the service redirects, which a browser hides from its pages (0)',
      visited: { before: 1 },
    })
    assert.deepEqual(troubles, [])
  } finally {
    await browser.close()
    await engine.close()
  }
})
