import { captureLocation } from '../source-location.ts'
import { toFrozenJson } from './frozen-json.ts'
import { type JsonSchema, source, withKeywords } from './json-schema.ts'
import type { Annotations, ObjectOptions } from './options.ts'

/** The keywords of a type and what its user says about it, as one frozen JSON Schema. */
export function annotate(
  json: JsonSchema,
  options: Annotations<unknown> & JsonSchema = {},
): JsonSchema {
  const { example, pii, secret, ...keywords } = options
  return withKeywords(json, {
    ...keywords,
    ...(example !== undefined && { examples: Object.freeze([toFrozenJson(example)]) }),
    ...(pii === true && { 'x-pii': true as const }),
    ...(secret === true && { 'x-secret': true as const }),
    [source]: captureLocation(),
  })
}

/** What an object says about fields that it does not name. */
export function openness(unknownFields: ObjectOptions<unknown>['unknownFields']): JsonSchema {
  return unknownFields === undefined ? {} : { additionalProperties: unknownFields === 'keep' }
}
