import type { ApiModel } from '../model/model.ts'
import { resolveApi } from '../model/resolve-api.ts'
import { captureLocation } from '../source-location.ts'
import type { ApiDefinition } from './api-definition.ts'
import type { MethodTypesMap, Service } from './service.ts'

/** A complete, valid design. `model` is what engines, documents and clients read. */
export interface Api<Services extends ServiceTypesMap = ServiceTypesMap> {
  readonly name: string
  readonly model: ApiModel
  readonly '~types'?: Services
}

export type ServiceTypesMap = { readonly [service: string]: MethodTypesMap }

/**
 * Puts services together to an API and checks the design as a whole.
 *
 * @throws DesignError with every problem, each with file, line and fix.
 */
export function api<const Services extends readonly Service[]>(
  name: string,
  definition: ApiDefinition<Services>,
): Api<TypesOfServices<Services>> {
  return Object.freeze({ name, model: resolveApi(name, definition, captureLocation()) })
}

type TypesOfServices<Services extends readonly Service[]> = {
  readonly [Member in Services[number] as Member['name']]: NonNullable<Member['~types']>
} & {}
