import type { UnknownFields } from '../schema/codec.ts'
import type { SecurityInput } from './security.ts'
import type { Duration, Service } from './service.ts'

/** What an API says about itself, and what holds for all of its services. */
export interface ApiDefinition<Services extends readonly Service[] = readonly Service[]> {
  /** The version of the contract, such as `1.4.0`. */
  readonly version: string
  readonly title?: string
  readonly description?: string
  readonly termsOfService?: string
  readonly contact?: Contact
  readonly license?: License
  readonly docs?: ExternalDocs
  readonly servers?: readonly ServerDefinition[]
  /** Prefix of every route, such as `/api/v1`. */
  readonly path?: string
  /** Holds where neither the service nor the method says otherwise. Default: anybody may call. */
  readonly security?: SecurityInput
  /** What happens to body fields that a type does not name. Default: `reject`. */
  readonly unknownFields?: UnknownFields
  /** Default of the methods: 30 s. */
  readonly deadline?: Duration
  /** Prefix of the `type` of problem documents. Default: `urn:problem:<api>:`. */
  readonly problemTypes?: string
  readonly services: Services
}

export interface Contact {
  readonly name?: string
  readonly email?: string
  readonly url?: string
}

export interface License {
  readonly name: string
  readonly url?: string
}

export interface ExternalDocs {
  readonly url: string
  readonly description?: string
}

/** Where the API can be reached; `{name}` in the URL is a variable. */
export interface ServerDefinition {
  readonly url: string
  readonly description?: string
  readonly variables?: Readonly<Record<string, ServerVariable>>
}

export interface ServerVariable {
  readonly default: string
  readonly enum?: readonly string[]
  readonly description?: string
}
