import type { ApiModel } from '@seaworthy/design'
import { serverError } from '../errors.ts'

type UntypedHandlers = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** What the compiler checks for TypeScript, checked for everybody else. */
export function assertHandlers(model: ApiModel, handlers: UntypedHandlers | undefined): void {
  const missing = model.services.flatMap((service) =>
    service.methods
      .filter((method) => typeof handlers?.[service.name]?.[method.name] !== 'function')
      .map((method) => `${service.name}.${method.name}`),
  )
  if (missing.length > 0) throw serverError('HANDLER_MISSING', { methods: missing.join(', ') })
}

/** A design that asks for security is never served without a check behind it. */
export function assertAuthenticators(
  model: ApiModel,
  authenticators: Readonly<Record<string, unknown>>,
): void {
  const missing = model.schemes.filter(({ name }) => typeof authenticators[name] !== 'function')
  if (missing.length === 0) return
  throw serverError('AUTHENTICATOR_MISSING', {
    schemes: missing.map(({ name }) => name).join(', '),
  })
}
