import type { Api, ServiceTypesMap } from '@seaworthy/design'
import type { Client } from './client.ts'
import { createClientMethod } from './client-method.ts'
import { type ClientOptions, resolveSettings } from './client-settings.ts'

/**
 * A client of a service, typed by its design.
 *
 *     const client = createClient(shop, { baseUrl: 'https://shop.example.com' })
 *     const user = await client.users.get({ id })
 *
 * A call rejects with an `ApiError`, which `client.users.get.isError(error, 'notFound')` narrows;
 * `client.users.get.safe({ id })` gives the error as a value.
 *
 * @throws ClientError when the options cannot be used.
 */
export function createClient<Services extends ServiceTypesMap>(
  api: Api<Services>,
  options: ClientOptions = {},
): Client<Services> {
  const settings = resolveSettings(api.model, options)
  const services = api.model.services.map(({ name, methods }) => {
    const calls = methods.map(
      (method) => [method.name, createClientMethod(method, settings)] as const,
    )
    return [name, Object.freeze(Object.fromEntries(calls))] as const
  })
  const client: object = Object.freeze(Object.fromEntries(services))
  // The model was resolved from the services whose types `api` carries.
  return client as Client<Services>
}
