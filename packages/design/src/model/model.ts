import type { Contact, ExternalDocs, License, ServerDefinition } from '../dsl/api-definition.ts'
import type { FieldPlace, QueryStyle } from '../dsl/field-place.ts'
import type { FilesDefinition, RedirectDefinition } from '../dsl/files.ts'
import type { Resource } from '../dsl/resource.ts'
import type { SetCookie } from '../dsl/respond.ts'
import type { Verb } from '../dsl/route.ts'
import type { ScopedScheme, SecurityScheme } from '../dsl/security.ts'
import type { JsonSchema, TypeDefinition } from '../schema/json-schema.ts'
import type { UnknownFields } from '../schema/codec.ts'

/**
 * The resolved design: frozen data in which everything is said once and nothing is left to infer.
 * The engine, the documents, the client and the diff read this and nothing else.
 */
export interface ApiModel {
  readonly name: string
  readonly version: string
  readonly title: string
  readonly description: string | undefined
  readonly termsOfService: string | undefined
  readonly contact: Contact | undefined
  readonly license: License | undefined
  readonly docs: ExternalDocs | undefined
  readonly servers: readonly ServerDefinition[]
  readonly unknownFields: UnknownFields
  /** Prefix of the `type` of every problem document of this API. */
  readonly problemTypes: string
  /** Prefix of every route; empty when there is none. */
  readonly path: string
  readonly services: readonly ServiceModel[]
  readonly schemes: readonly SecurityScheme[]
  readonly resources: readonly Resource[]
  readonly types: readonly TypeDefinition[]
}

export interface ServiceModel {
  readonly name: string
  readonly description: string | undefined
  readonly tags: readonly string[]
  readonly methods: readonly MethodModel[]
  readonly files: readonly FilesModel[]
  readonly redirects: readonly RedirectDefinition[]
}

/** Static files, with what they ask of callers: what the service or the API asks. */
export interface FilesModel extends FilesDefinition {
  /** One alternative must hold; none: anybody may fetch them. */
  readonly security: readonly (readonly ScopedScheme[])[]
}

export interface MethodModel {
  readonly service: string
  readonly name: string
  readonly summary: string | undefined
  readonly description: string | undefined
  readonly deprecated: boolean
  readonly tags: readonly string[]
  readonly payload: JsonSchema | undefined
  readonly result: JsonSchema | undefined
  readonly errors: readonly ErrorModel[]
  /** One alternative must hold; none: anybody may call. */
  readonly security: readonly (readonly ScopedScheme[])[]
  readonly resources: readonly Resource[]
  /** In milliseconds. */
  readonly deadline: number
  readonly slo: SloModel | undefined
  readonly idempotent: boolean
  readonly rateLimit: string
  readonly routes: readonly RouteModel[]
}

export interface SloModel {
  readonly availability: number | undefined
  /** `under` in milliseconds. */
  readonly latency: { readonly p: number; readonly under: number } | undefined
}

export interface ErrorModel {
  readonly name: string
  /** The `type` of its problem document. */
  readonly type: string
  readonly status: number
  readonly title: string
  readonly description: string | undefined
  readonly fields: JsonSchema | undefined
}

/** One way to reach a method, with the place of every field of its payload and result. */
export interface RouteModel {
  readonly verb: Verb
  /** The whole template: `/api/v1/users/{id}`. */
  readonly path: string
  readonly parameters: readonly ParameterModel[]
  readonly body: BodyModel | undefined
  readonly responses: readonly ResponseModel[]
}

/** A payload field in the path, the query string, a header or a cookie. */
export interface ParameterModel {
  readonly field: string
  readonly in: 'path' | Exclude<FieldPlace['in'], 'body'>
  readonly name: string
  readonly json: JsonSchema
  readonly required: boolean
  readonly style: QueryStyle
  /** `{*name}`: the rest of the path. */
  readonly wildcard: boolean
}

/** Payload fields in the body: all of it, or a part of a JSON object each. */
export type BodyModel = WholeBody | FieldsBody

export interface WholeBody {
  readonly kind: 'whole'
  /** The payload field that is the body; `undefined`: the payload itself. */
  readonly field: string | undefined
  readonly json: JsonSchema
  readonly required: boolean
}

export interface FieldsBody {
  readonly kind: 'fields'
  /** An object with the names of the wire. */
  readonly json: JsonSchema
  readonly fields: readonly { readonly field: string; readonly name: string }[]
  readonly required: boolean
}

export interface ResponseModel {
  readonly status: number
  readonly description: string | undefined
  readonly when: Readonly<Record<string, string | number | boolean>> | undefined
  readonly headers: readonly ResponseHeaderModel[]
  readonly cookies: readonly ResponseCookieModel[]
  readonly body: ResponseBodyModel | undefined
}

export interface ResponseHeaderModel {
  readonly field: string
  readonly name: string
  readonly json: JsonSchema
  readonly required: boolean
}

export interface ResponseCookieModel {
  readonly field: string
  readonly cookie: SetCookie
  readonly json: JsonSchema
  readonly required: boolean
}

export interface ResponseBodyModel {
  /** The result field that is the body; `undefined`: the result without the fields sent elsewhere. */
  readonly field: string | undefined
  readonly json: JsonSchema
  readonly required: boolean
  readonly contentType: string
  /** How the body is written: as JSON, or as it is (a string or bytes). */
  readonly encoding: 'json' | 'text' | 'bytes'
}
