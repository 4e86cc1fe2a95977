import type { ResponseBodyModel, ResponseModel, RouteModel } from '../model/model.ts'
import type { JsonSchema } from '../schema/json-schema.ts'
import { decidingFields } from './deciding-fields.ts'
import type { DocumentContext } from './document-context.ts'
import type { FixedFields } from './example-value.ts'
import type {
  ContentObject,
  MediaTypeObject,
  ResponseObject,
  SchemaObject,
} from './openapi-document.ts'
import { reasonPhrase } from './reason-phrase.ts'
import { toResponseHeaders } from './response-headers.ts'

/**
 * The successful responses of a route, by status. Several may share one: the result decides, and a
 * body may fit more than one of them, hence `anyOf`.
 */
export function toResponses(
  { verb, responses }: RouteModel,
  result: JsonSchema | undefined,
  hint: string,
  whole: JsonSchema | undefined,
  context: DocumentContext,
): Record<string, ResponseObject> {
  const written: Record<string, ResponseObject> = {}
  const fixed = new Map(responses.map((one) => [one, decidingFields(one, responses, result)]))
  for (const status of new Set(responses.map((response) => response.status))) {
    const found = responses.filter((response) => response.status === status)
    const named = `${hint}${status}`
    const content = verb === 'HEAD' ? {} : toContent(found, fixed, named, whole, context)
    written[status] = {
      description: describe(found),
      headers: toResponseHeaders(found, named, whole, context),
      ...(Object.keys(content).length > 0 && { content }),
    }
  }
  return written
}

function describe(responses: readonly ResponseModel[]): string {
  const someHaveBodies = responses.some(({ body }) => body !== undefined)
  const sentences = responses.map(({ status, description, when, body }) => {
    const text = description ?? reasonPhrase(status)
    const condition = when === undefined ? '' : ` (when ${conditionOf(when)})`
    const absent = body === undefined && someHaveBodies ? '; without a body' : ''
    const optional = body?.required === false ? '; the body may be empty' : ''
    return text + condition + absent + optional
  })
  return [...new Set(sentences)].join('\n\n')
}

function conditionOf(when: NonNullable<ResponseModel['when']>): string {
  return Object.entries(when)
    .map(([field, value]) => `\`${field}\` is \`${JSON.stringify(value)}\``)
    .join(' and ')
}

interface Body {
  readonly model: ResponseBodyModel
  readonly name: string
  /** The values by which the response is chosen. */
  readonly fixed: FixedFields
}

function toContent(
  responses: readonly ResponseModel[],
  fixed: ReadonlyMap<ResponseModel, FixedFields>,
  hint: string,
  whole: JsonSchema | undefined,
  context: DocumentContext,
): ContentObject {
  const byType = new Map<string, Body[]>()
  for (const response of responses) {
    const { body, when } = response
    if (body === undefined) continue
    const name = when === undefined ? 'otherwise' : conditionOf(when).replaceAll('`', '')
    const values = body.field === undefined ? (fixed.get(response) ?? {}) : {}
    const bodies = byType.get(body.contentType) ?? []
    byType.set(body.contentType, [...bodies, { model: body, name, fixed: values }])
  }
  return Object.fromEntries(
    [...byType].map(([type, bodies]) => [type, toMediaType(bodies, hint, whole, context)]),
  )
}

function toMediaType(
  bodies: readonly Body[],
  hint: string,
  whole: JsonSchema | undefined,
  context: DocumentContext,
): MediaTypeObject {
  const members = bodies.map(({ model, name, fixed }) => {
    const schema = toBodySchema(model, hint, whole, context)
    const example =
      model.encoding === 'bytes'
        ? undefined
        : context.examples.ofResponse(model.json, schema, hint, fixed)
    return { schema, example, name }
  })
  const distinct = new Map(members.map(({ schema }) => [JSON.stringify(schema), schema]))
  const [only = {}, ...others] = distinct.values()
  const shown = members.filter(({ example }) => example !== undefined)
  const [first] = shown
  return {
    schema: others.length === 0 ? only : { anyOf: [only, ...others] },
    ...(shown.length === 1 && { example: first?.example }),
    ...(shown.length > 1 && {
      examples: Object.fromEntries(shown.map(({ name, example }) => [name, { value: example }])),
    }),
  }
}

/** Bytes that are a whole body are not base64: OpenAPI 3.1 says so by their media type alone. */
function toBodySchema(
  { json, encoding, contentType }: ResponseBodyModel,
  hint: string,
  whole: JsonSchema | undefined,
  { schemas }: DocumentContext,
): SchemaObject {
  if (encoding !== 'bytes') return schemas.write(json, 'response', hint, whole)
  const { description } = schemas.resolve(schemas.write(json, 'response', hint, whole))
  return { ...(description !== undefined && { description }), contentMediaType: contentType }
}
