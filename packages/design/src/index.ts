export { api } from './dsl/api.ts'
export type { Api, ServiceTypesMap } from './dsl/api.ts'
export type {
  ApiDefinition,
  Contact,
  ExternalDocs,
  License,
  ServerDefinition,
  ServerVariable,
} from './dsl/api-definition.ts'
export { error } from './dsl/error.ts'
export type { ErrorDefinition, ErrorOptions, ErrorTypes } from './dsl/error.ts'
export { body, cookie, header, query } from './dsl/field-place.ts'
export type { FieldPlace, QueryStyle } from './dsl/field-place.ts'
export { files, redirect } from './dsl/files.ts'
export type { FilesDefinition, RedirectDefinition } from './dsl/files.ts'
export { resource } from './dsl/resource.ts'
export type { Criticality, Resource } from './dsl/resource.ts'
export { respond } from './dsl/respond.ts'
export type { RespondOptions, ResponseDefinition, SetCookie } from './dsl/respond.ts'
export { del, get, head, patch, post, put } from './dsl/route.ts'
export type { RouteDefinition, RouteOptions, Verb } from './dsl/route.ts'
export { allOf, anyOf, apiKey, basic, jwt, noSecurity, oauth2, scoped } from './dsl/security.ts'
export type { ScopedScheme, SecurityInput, SecurityScheme } from './dsl/security.ts'
export { service } from './dsl/service.ts'
export type {
  Duration,
  MethodDefinition,
  MethodTypes,
  MethodTypesMap,
  Service,
  ServiceDefinition,
  Slo,
} from './dsl/service.ts'
export type {
  ApiModel,
  BodyModel,
  ErrorModel,
  FilesModel,
  MethodModel,
  ParameterModel,
  ResponseBodyModel,
  ResponseCookieModel,
  ResponseHeaderModel,
  ResponseModel,
  RouteModel,
  ServiceModel,
} from './model/model.ts'
export { isScalarArray } from './model/payload.ts'
export { automaticProblemType, automaticProblems } from './problem-details.ts'
export type { AutomaticProblem, ProblemDetails, Violation } from './problem-details.ts'
export { DesignError, formatProblem, problemCatalogue } from './problems.ts'
export type { Problem, ProblemCode } from './problems.ts'
export { CodecCompiler } from './schema/codec-compiler.ts'
export { jsonKinds } from './schema/codec-union.ts'
export type { JsonKind } from './schema/codec-union.ts'
export type { Codec, CodecOptions, UnknownFields } from './schema/codec.ts'
export { Issues, toPointer } from './schema/issues.ts'
export type { Issue } from './schema/issues.ts'
export { childSchemas, foreign, resolveRef } from './schema/json-schema.ts'
export type { JsonSchema, TypeDefinition } from './schema/json-schema.ts'
export { type, ViewedType } from './schema/named-type.ts'
export type { Views } from './schema/named-type.ts'
export { ObjectType } from './schema/object-type.ts'
export { Schema } from './schema/schema.ts'
export type { AnyType, InputOf, OutputOf } from './schema/schema.ts'
export type { Shape } from './schema/shape.ts'
export { t } from './schema/t.ts'
