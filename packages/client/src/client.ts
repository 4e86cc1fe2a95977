import type { MethodTypesMap, ServiceTypesMap } from '@seaworthy/design'
import type { ClientMethod } from './client-method.ts'

/** The services of an API, to be called: `client.users.get({ id })`. */
export type Client<Services extends ServiceTypesMap> = {
  readonly [Name in keyof Services]: ServiceClient<Services[Name]>
} & {}

/**
 * The methods of a service. What a hover shows is the plain types of the design: the empty
 * intersection keeps this name out of it, and errors are worked out where they are met.
 */
export type ServiceClient<Methods extends MethodTypesMap> = {
  readonly [Name in keyof Methods]: ClientMethod<
    Methods[Name]['request'],
    Methods[Name]['response'],
    {
      [Error in keyof Methods[Name]['errors']]: Methods[Name]['errors'][Error]['output']
    }
  >
} & {}
