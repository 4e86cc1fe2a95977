import type { RouteModel } from '../model/model.ts'
import type { JsonSchema } from '../schema/json-schema.ts'
import type { DocumentContext } from './document-context.ts'
import type { RequestBodyObject, SchemaObject } from './openapi-document.ts'

/** `whole` is the payload when it is a foreign type: it judges the fields of the body. */
export function toRequestBody(
  { body }: RouteModel,
  hint: string,
  whole: JsonSchema | undefined,
  context: DocumentContext,
): RequestBodyObject | undefined {
  if (body === undefined) return undefined
  const written = context.schemas.write(body.json, 'request', hint, whole)
  const schema = whole === undefined ? written : closeAs(whole, written)
  const example = context.examples.ofRequest(body.json, schema, hint)
  return {
    required: body.required,
    content: { 'application/json': { schema, ...(example !== undefined && { example }) } },
  }
}

/** A part of a foreign object takes unknown fields as the whole does. */
function closeAs({ additionalProperties }: JsonSchema, schema: SchemaObject): SchemaObject {
  if (additionalProperties === undefined || schema.properties === undefined) return schema
  return { ...schema, additionalProperties }
}
