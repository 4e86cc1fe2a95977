import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec'
import { CodecCompiler } from './codec-compiler.ts'
import type { Codec } from './codec.ts'
import { Issues } from './issues.ts'
import type { JsonSchema } from './json-schema.ts'
import { toStandaloneSchema } from './standalone-schema.ts'

/** Standard Schema and Standard JSON Schema in one, flat: every field's type goes through here. */
export interface StandardProps<Output, Input> {
  readonly version: 1
  readonly vendor: string
  readonly types?: { readonly input: Input; readonly output: Output } | undefined
  readonly validate: (value: unknown) => StandardSchemaV1.Result<Output>
  readonly jsonSchema: StandardJSONSchemaV1.Converter
}

/** What other libraries see of a type. Unknown fields are rejected, as an API does by default. */
export function standardProps<Output, Input>(json: JsonSchema): StandardProps<Output, Input> {
  let codec: Codec | undefined
  return Object.freeze({
    version: 1,
    vendor: 'seaworthy',
    validate(value: unknown): StandardSchemaV1.Result<Output> {
      codec ??= new CodecCompiler({ direction: 'decode', unknownFields: 'reject' }).compile(json)
      const issues = new Issues()
      const result = codec(value, issues)
      return issues.count === 0 ? { value: result as Output } : { issues: issues.list }
    },
    jsonSchema: Object.freeze({
      input: ({ target }: StandardJSONSchemaV1.Options) =>
        toStandaloneSchema(json, 'input', target),
      output: ({ target }: StandardJSONSchemaV1.Options) =>
        toStandaloneSchema(json, 'output', target),
    }),
  })
}
