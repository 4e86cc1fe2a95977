import type { Contact, ExternalDocs, License, ServerDefinition } from '../dsl/api-definition.ts'

/** The parts of OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0) that a design needs: plain JSON. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0'
  readonly info: InfoObject
  readonly externalDocs?: ExternalDocs
  readonly servers: readonly ServerObject[]
  readonly tags: readonly TagObject[]
  readonly paths: Readonly<Record<string, PathItemObject>>
  readonly components: ComponentsObject
}

export interface InfoObject {
  readonly title: string
  readonly version: string
  readonly description?: string
  readonly termsOfService?: string
  readonly contact?: Contact
  readonly license?: License
}

export type ServerObject = ServerDefinition

export interface TagObject {
  readonly name: string
  readonly description?: string
}

export interface ComponentsObject {
  readonly schemas: Readonly<Record<string, SchemaObject>>
  readonly responses: Readonly<Record<string, ResponseObject>>
  readonly headers: Readonly<Record<string, HeaderObject>>
  readonly securitySchemes: Readonly<Record<string, SecuritySchemeObject>>
}

export type LowerVerb = 'get' | 'head' | 'post' | 'put' | 'delete' | 'patch'

export type PathItemObject = { readonly [Verb in LowerVerb]?: OperationObject }

export interface OperationObject {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary?: string
  readonly description?: string
  readonly deprecated?: true
  readonly security: readonly SecurityRequirement[]
  readonly parameters?: readonly ParameterObject[]
  readonly requestBody?: RequestBodyObject
  readonly responses: Readonly<Record<string, ResponseObject | Reference>>
  readonly 'x-deadline-ms'?: number
  readonly 'x-idempotent'?: boolean
  readonly 'x-rate-limit'?: string
  readonly 'x-slo'?: { readonly availability?: number; readonly latency?: LatencyObjective }
  readonly 'x-uses'?: readonly string[]
}

export interface LatencyObjective {
  readonly p: number
  readonly 'under-ms': number
}

export interface ParameterObject {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly description?: string
  readonly required?: true
  readonly deprecated?: true
  readonly style?: 'form' | 'deepObject'
  readonly explode?: boolean
  readonly schema: SchemaObject
  readonly example?: unknown
}

export interface RequestBodyObject {
  readonly required: boolean
  readonly content: ContentObject
}

export type ContentObject = Readonly<Record<string, MediaTypeObject>>

export interface MediaTypeObject {
  readonly schema?: SchemaObject
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}

export interface ResponseObject {
  readonly description: string
  readonly headers?: Readonly<Record<string, HeaderObject | Reference>>
  readonly content?: ContentObject
}

export interface HeaderObject {
  readonly description?: string
  readonly required?: true
  readonly deprecated?: true
  readonly schema: SchemaObject
  readonly example?: unknown
}

export interface Reference {
  readonly $ref: string
}

/** By the name of the scheme: the scopes that the caller must have. */
export type SecurityRequirement = Readonly<Record<string, readonly string[]>>

export type SecuritySchemeObject = Readonly<Record<string, unknown>>

/** A JSON Schema 2020-12 as a document holds it: without what JSON cannot hold. */
export interface SchemaObject {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly contentEncoding?: string
  readonly contentMediaType?: string
  readonly 'x-max-bytes'?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly multipleOf?: number
  readonly items?: SchemaObject | false
  readonly prefixItems?: readonly SchemaObject[]
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly properties?: Readonly<Record<string, SchemaObject>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | SchemaObject
  readonly propertyNames?: SchemaObject
  readonly minProperties?: number
  readonly allOf?: readonly SchemaObject[]
  readonly anyOf?: readonly SchemaObject[]
  readonly oneOf?: readonly SchemaObject[]
  readonly discriminator?: Discriminator
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly description?: string
  readonly deprecated?: boolean
  readonly 'x-pii'?: true
  readonly 'x-secret'?: true
}

export interface Discriminator {
  readonly propertyName: string
  readonly mapping?: Readonly<Record<string, string>>
}
