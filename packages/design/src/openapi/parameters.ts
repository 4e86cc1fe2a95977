import type { ParameterModel, RouteModel } from '../model/model.ts'
import { isScalarArray } from '../model/payload.ts'
import type { JsonSchema } from '../schema/json-schema.ts'
import type { DocumentContext } from './document-context.ts'
import { pascalCase } from './names.ts'
import type { ParameterObject, SchemaObject } from './openapi-document.ts'

/** `names` are those that the path of the document has for the path parameters. */
export function toParameters(
  { parameters }: RouteModel,
  hint: string,
  whole: JsonSchema | undefined,
  names: ReadonlyMap<string, string>,
  context: DocumentContext,
): ParameterObject[] {
  return parameters.map((parameter) => {
    const { json, required, wildcard } = parameter
    const seed = hint + pascalCase(parameter.name)
    const written = context.schemas.write(json, 'request', seed, whole)
    const { description: text, deprecated, ...schema } = written
    const { description = text } = context.schemas.resolve(written)
    const described = [description, wildcard ? wildcardNote : undefined].filter(Boolean).join('. ')
    const example = exampleOf(parameter, written, seed, context)
    return {
      name:
        parameter.in === 'path' ? (names.get(parameter.name) ?? parameter.name) : parameter.name,
      in: parameter.in,
      ...(described !== '' && { description: described }),
      ...(required && { required }),
      ...(deprecated === true && { deprecated }),
      ...styleOf(parameter),
      schema,
      ...(example !== undefined && { example }),
    }
  })
}

/**
 * Tools fill forms with examples, so what is optional has none; but an object they would fill with
 * inventions of their own, so it is shown empty.
 */
function exampleOf(
  { json, required, style }: ParameterModel,
  schema: SchemaObject,
  seed: string,
  { examples }: DocumentContext,
): unknown {
  if (required) return examples.ofRequest(json, schema, seed)
  return style === 'deep' ? examples.ofRequest(json, { examples: [{}] }, seed) : undefined
}

export const wildcardNote = 'The rest of the path; it may contain `/`'

/** Only what is not OpenAPI's default for the place. */
function styleOf({
  in: place,
  json,
  style,
}: ParameterModel): Pick<ParameterObject, 'style' | 'explode'> {
  if (place === 'query' && style === 'deep') return { style: 'deepObject', explode: true }
  if ((place !== 'query' && place !== 'cookie') || !isScalarArray(json)) return {}
  return { style: 'form', explode: place === 'query' && style === 'repeat' }
}
