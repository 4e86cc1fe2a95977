import { type Shape, type ShapeInput, type ShapeOutput, objectJson } from '../schema/shape.ts'
import { Schema } from '../schema/schema.ts'
import { type SourceLocation, captureLocation } from '../source-location.ts'

/**
 * An error that belongs to the API: a status, a title, and the fields that its problem document
 * carries besides the standard ones (RFC 9457).
 */
export interface ErrorDefinition<Types extends ErrorTypes = ErrorTypes> {
  readonly status: number
  readonly title: string
  readonly fields: Schema | undefined
  readonly description: string | undefined
  readonly at: SourceLocation
  readonly '~types'?: Types
}

export interface ErrorTypes {
  /** What the handler gives. */
  readonly input: unknown
  /** What the client holds. */
  readonly output: unknown
}

export interface ErrorOptions {
  readonly description?: string
}

/**
 * Declares an error. `status` is 400–599; `title` is the same for every occurrence; `fields` are
 * members of the problem document that a client can rely on.
 *
 *     errors: { emailTaken: error(409, 'The e-mail address is taken', { email: t.email() }) }
 */
export function error<const Fields extends Shape = Record<never, never>>(
  status: number,
  title: string,
  fields?: Fields,
  options: ErrorOptions = {},
): ErrorDefinition<{ input: ShapeInput<Fields>; output: ShapeOutput<Fields> }> {
  return Object.freeze({
    status,
    title,
    fields: fields && new Schema(objectJson(fields)),
    description: options.description,
    at: captureLocation(),
  })
}
