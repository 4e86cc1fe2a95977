import type { RedirectDefinition } from '../dsl/files.ts'
import type { FilesModel, ServiceModel } from '../model/model.ts'
import { parsePathTemplate } from '../model/path-template.ts'
import { automaticProblemsOfStatic } from './automatic-problems.ts'
import type { DocumentContext } from './document-context.ts'
import type { OperationObject, ParameterObject } from './openapi-document.ts'
import { wildcardNote } from './parameters.ts'
import type { ParameterNames } from './path-items.ts'
import { toSecurityRequirements } from './security.ts'
import { reasonPhrase } from './reason-phrase.ts'
import { requestIdHeader } from './request-id-header.ts'

/** Static files: what is sent depends on the file. */
export function toFilesOperation(
  { path, security }: FilesModel,
  { tags }: ServiceModel,
  operationId: string,
  names: ParameterNames,
  { problems }: DocumentContext,
): OperationObject {
  return {
    operationId,
    tags,
    summary: path.includes('{*')
      ? 'A static file'
      : `The file ${path.slice(path.lastIndexOf('/') + 1)}`,
    security: toSecurityRequirements({ security }),
    ...withParameters(path, names),
    responses: problems.write(
      {
        200: {
          description: 'The file',
          headers: {
            ...requestIdHeader,
            ETag: { description: 'For `If-None-Match`', schema: { type: 'string' } },
            'Last-Modified': { description: 'For `If-Modified-Since`', schema: { type: 'string' } },
          },
          content: { '*/*': {} },
        },
        206: {
          description: 'The part that `Range` asked for',
          headers: requestIdHeader,
          content: { '*/*': {} },
        },
        304: { description: 'The file is as the client knows it', headers: requestIdHeader },
      },
      [
        ...automaticProblemsOfStatic('file'),
        ...(security.length > 0 ? (['unauthorized', 'forbidden'] as const) : []),
      ],
    ),
  }
}

export function toRedirectOperation(
  { path, to, status }: RedirectDefinition,
  { tags }: ServiceModel,
  operationId: string,
  names: ParameterNames,
  { problems }: DocumentContext,
): OperationObject {
  return {
    operationId,
    tags,
    summary: `Redirects to ${to.replace('{*', '{')}`,
    security: [],
    ...withParameters(path, names),
    responses: problems.write(
      {
        [status]: {
          description: reasonPhrase(status),
          headers: {
            ...requestIdHeader,
            Location: {
              description: `\`${to.replace('{*', '{')}\``,
              required: true,
              schema: { type: 'string', format: 'uri-reference' },
            },
          },
        },
      },
      automaticProblemsOfStatic('redirect'),
    ),
  }
}

function withParameters(path: string, names: ParameterNames): { parameters?: ParameterObject[] } {
  const template = parsePathTemplate(path)
  if (typeof template === 'string' || template.parameters.length === 0) return {}
  return {
    parameters: template.parameters.map(({ name, wildcard }) => {
      const described = wildcard ? { description: wildcardNote } : {}
      const schema = { type: 'string' }
      return { name: names.get(name) ?? name, in: 'path', ...described, required: true, schema }
    }),
  }
}
