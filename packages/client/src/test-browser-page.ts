import { api, cookie, error, get, post, respond, service, t, type } from '@seaworthy/design'
import { createClient } from './create-client.ts'

const Photo = type('Photo', { id: t.integer(), pixels: t.bytes(), note: t.string() })

const photos = service('photos', {
  path: '/photos',
  methods: {
    get: {
      http: get('/{id}'),
      payload: { id: t.integer(), tags: t.array(t.string()).optional() },
      result: Photo,
      errors: { notFound: error(404, 'No such photo', { id: t.integer() }) },
    },
    raw: {
      http: get('/{id}/raw', {
        responses: [
          respond(200, { body: 'pixels', contentType: 'image/png', headers: { id: 'X-Id' } }),
        ],
      }),
      payload: { id: t.integer() },
      result: { id: t.integer(), pixels: t.bytes() },
    },
    save: { http: post('/'), payload: Photo, result: Photo },
    visit: {
      http: get('/visit', {
        map: { before: cookie('visits') },
        responses: [respond(200, { cookies: { visits: { name: 'visits', secure: false } } })],
      }),
      payload: { before: t.integer().default(0) },
      result: { visits: t.integer(), before: t.integer() },
    },
    moved: {
      http: get('/moved', { responses: [respond(302, { headers: { to: 'Location' } })] }),
      result: { to: t.string() },
    },
    wait: { http: get('/wait') },
  },
})

/** The service of the page that tests the client in a browser. */
export const pageApi = api('page', { version: '1.0.0', path: '/api', services: [photos] })

/** What the page sees, as JSON can hold it. */
export async function callFromPage(): Promise<Record<string, unknown>> {
  const client = createClient(pageApi, { credentials: 'include', validateResponses: true })
  const { get: getPhoto, raw, save, visit, moved, wait } = client.photos
  const photo = await getPhoto({ id: 7, tags: ['a b', 'ü&', '漢'] })
  const saved = await save({ id: 8, pixels: new Uint8Array([0, 128, 255]), note: 'ß' })
  const picture = await raw({ id: 9 })
  const missing = await getPhoto({ id: 404 }).catch((reason: unknown) => reason)
  const invalid = await getPhoto.safe({ id: 1.5 })
  const slow = await wait.safe({ timeout: 50 })
  const stopped = await wait.safe({ signal: AbortSignal.abort(new Error('enough')) })
  const unreachable = createClient(pageApi, { baseUrl: 'http://127.0.0.1:1', retry: false })
  const offline = await unreachable.photos.wait.safe()
  const redirected = await moved.safe()
  await visit()
  return {
    photo: { ...photo, pixels: [...photo.pixels] },
    saved: { ...saved, pixels: [...saved.pixels] },
    picture: { ...picture, pixels: [...picture.pixels] },
    missing: getPhoto.isError(missing, 'notFound') && { ...missing.fields, status: missing.status },
    invalid: invalid.ok || [invalid.error.code, invalid.error.name],
    slow: slow.ok || slow.error.code,
    stopped: stopped.ok || [stopped.error.code, String(stopped.error.cause)],
    offline: offline.ok || offline.error.code,
    redirected: redirected.ok || redirected.error.message,
    // The jar of the browser has the cookie, whatever the payload says.
    visited: await visit({ before: 99 }),
  }
}
