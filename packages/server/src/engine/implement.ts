import type { MethodTypes, MethodTypesMap, Service } from '@seaworthy/design'
import type { HandlerContext } from './handler-context.ts'

/** What runs when a method is called: payload and context in, result out. */
export type Handler<Types extends MethodTypes> = (
  payload: Types['payload'],
  context: HandlerContext<Types['errors']>,
) => Types['result'] | Promise<Types['result']>

/** A handler for every method of a service: none may be missing, none may be unknown. */
export type Handlers<Methods extends MethodTypesMap> = {
  readonly [Name in keyof Methods]: Handler<Methods[Name]>
}

/** The handlers of every service of an API, by service. */
export type ApiHandlers<Services extends { readonly [service: string]: MethodTypesMap }> = {
  readonly [Name in keyof Services]: Handlers<Services[Name]>
}

/**
 * Types the handlers of a service by its design.
 *
 *     const usersHandlers = (repo: UserRepository) => implement(users, {
 *       async get({ id }, { errors }) {
 *         return (await repo.find(id)) ?? errors.notFound.throw({ id })
 *       },
 *     })
 */
export function implement<Implemented extends Service>(
  _service: Implemented,
  handlers: HandlersOf<Implemented>,
): HandlersOf<Implemented> {
  return handlers
}

/**
 * Read off the service alone: were the handlers an inference site too, their literals would widen
 * (`status: 'ok'` to `string`) before they are checked.
 */
export type HandlersOf<Implemented extends Service> =
  Implemented extends Service<string, infer Methods> ? Handlers<Methods> : never
