import type { ErrorModel, ErrorTypes } from '@seaworthy/design'
import { DesignedError, type ThrowOptions } from './problem.ts'

/** The errors of a method, by name: `throw errors.notFound({ id })`. */
export type DesignedErrors<Types extends ErrorTypesMap> = {
  readonly [Name in keyof Types]: ErrorConstructor<Types[Name]['input']>
}

export type ErrorTypesMap = { readonly [error: string]: Pick<ErrorTypes, 'input'> }

export interface ErrorConstructor<Fields> {
  (...args: ErrorArguments<Fields>): DesignedError
  /** Throws at once, where an expression is wanted: `found ?? errors.notFound.throw()`. */
  throw(...args: ErrorArguments<Fields>): never
}

type ErrorArguments<Fields> =
  Record<never, never> extends Fields
    ? [fields?: Fields, options?: ThrowOptions]
    : [fields: Fields, options?: ThrowOptions]

type AnyErrors = DesignedErrors<Record<string, { input: Readonly<Record<string, unknown>> }>>

export function createDesignedErrors(models: readonly ErrorModel[]): AnyErrors {
  return Object.freeze(
    Object.fromEntries(
      models.map((model) => {
        const create = (
          fields: Readonly<Record<string, unknown>> = {},
          options: ThrowOptions = {},
        ) => new DesignedError(model, fields, options)
        const throwNow = (...args: Parameters<typeof create>): never => {
          throw create(...args)
        }
        return [model.name, Object.assign(create, { throw: throwNow })]
      }),
    ),
  )
}
