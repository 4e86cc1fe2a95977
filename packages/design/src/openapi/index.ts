export { toOpenApi } from './to-openapi.ts'
export type { OpenApiOptions } from './to-openapi.ts'
export type {
  ComponentsObject,
  HeaderObject,
  InfoObject,
  MediaTypeObject,
  OpenApiDocument,
  OperationObject,
  ParameterObject,
  PathItemObject,
  Reference,
  RequestBodyObject,
  ResponseObject,
  SchemaObject,
  SecurityRequirement,
  SecuritySchemeObject,
  ServerObject,
  TagObject,
} from './openapi-document.ts'
