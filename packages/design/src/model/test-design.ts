import { api } from '../dsl/api.ts'
import type { ApiDefinition } from '../dsl/api-definition.ts'
import { type MethodDefinition, type ServiceDefinition, service } from '../dsl/service.ts'
import { DesignError, type Problem } from '../problems.ts'
import type { ApiModel, MethodModel } from './model.ts'

/** The model of an API with one method, `orders.read`. */
export function methodOf(
  method: MethodDefinition,
  rest: Partial<ServiceDefinition<unknown>> = {},
  definition: Partial<ApiDefinition> = {},
): MethodModel {
  const { services } = modelOf({ read: method }, rest, definition)
  const [found] = services[0]?.methods ?? []
  if (found === undefined) throw new Error('the design has no method')
  return found
}

/** The model of an API with one service, `orders`. */
export function modelOf(
  methods: Readonly<Record<string, MethodDefinition>>,
  rest: Partial<ServiceDefinition<unknown>> = {},
  definition: Partial<ApiDefinition> = {},
): ApiModel {
  const orders = service('orders', { ...rest, methods })
  return api('shop', { version: '1.0.0', services: [orders], ...definition }).model
}

/** The problems of a design, as `where: message`; none when it is accepted. */
export function problemsOf(make: () => unknown): string[] {
  return findProblems(make).map(({ where, message }) => `${where}: ${message}`)
}

export function findProblems(make: () => unknown): readonly Problem[] {
  try {
    make()
    return []
  } catch (error) {
    if (error instanceof DesignError) return error.problems
    throw error
  }
}
