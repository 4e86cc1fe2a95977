import type { ApiModel } from '../model/model.ts'
import { compact } from './compact.ts'
import { DocumentContext } from './document-context.ts'
import type { InfoObject, LowerVerb, OpenApiDocument, ServerObject } from './openapi-document.ts'
import { toOperation } from './operation.ts'
import { OperationIds } from './operation-ids.ts'
import { PathItems } from './path-items.ts'
import { sharedHeaders } from './request-id-header.ts'
import { toSecurityScheme } from './security.ts'
import { toFilesOperation, toRedirectOperation } from './static-operations.ts'
import { toTags } from './tags.ts'

export interface OpenApiOptions {
  /** Where the API is, in place of the servers of the design. */
  readonly servers?: readonly ServerObject[]
}

/**
 * The OpenAPI 3.1 document of a design: every route with everything that it may answer, the errors
 * included that no design names. Plain JSON, the same on every run.
 */
export function toOpenApi(model: ApiModel, options: OpenApiOptions = {}): OpenApiDocument {
  const { servers = model.servers } = options
  const context = new DocumentContext(model)
  const paths = writePaths(model, context)
  const schemes = model.schemes.map((scheme) => [scheme.name, toSecurityScheme(scheme)] as const)
  const document: OpenApiDocument = compact({
    openapi: '3.1.0' as const,
    info: toInfo(model),
    externalDocs: model.docs,
    servers: servers.length > 0 ? servers : [{ url: '/' }],
    tags: toTags(model),
    paths: paths.toObject(),
    components: {
      schemas: context.schemas.toObject(),
      responses: context.problems.toObject(),
      headers: sharedHeaders,
      securitySchemes: Object.fromEntries(schemes),
    },
  })
  return JSON.parse(JSON.stringify(document)) as OpenApiDocument
}

function toInfo({
  title,
  version,
  description,
  termsOfService,
  contact,
  license,
}: ApiModel): InfoObject {
  return compact({ title, version, description, termsOfService, contact, license })
}

function writePaths(model: ApiModel, context: DocumentContext): PathItems {
  const ids = new OperationIds(model)
  const paths = new PathItems()
  for (const service of model.services) {
    for (const method of service.methods) {
      for (const [index, route] of method.routes.entries()) {
        const id = ids.ofRoute(method, index)
        paths.add(route.path, route.verb.toLowerCase() as LowerVerb, (names) =>
          toOperation(method, route, id, names, context),
        )
      }
    }
    for (const files of service.files) {
      const id = ids.ofStatic(service, 'files')
      paths.add(files.path, 'get', (names) => toFilesOperation(files, service, id, names, context))
    }
    for (const redirect of service.redirects) {
      const id = ids.ofStatic(service, 'redirect')
      paths.add(redirect.path, 'get', (names) =>
        toRedirectOperation(redirect, service, id, names, context),
      )
    }
  }
  return paths
}
