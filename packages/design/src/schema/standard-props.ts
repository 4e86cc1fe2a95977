import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec'
import { CodecCompiler } from './codec-compiler.ts'
import { Issues } from './issues.ts'
import { toStandaloneSchema } from './standalone-schema.ts'
import type { JsonSchema } from './json-schema.ts'

export interface StandardProps<Output, Input>
  extends StandardSchemaV1.Props<Input, Output>, StandardJSONSchemaV1.Props<Input, Output> {
  readonly types?: { readonly input: Input; readonly output: Output } | undefined
}

/** What other libraries see of a type. Unknown fields are rejected, as an API does by default. */
export function standardProps<Output, Input>(json: JsonSchema): StandardProps<Output, Input> {
  return {
    version: 1,
    vendor: 'seaworthy',
    validate(value) {
      const codec = new CodecCompiler({ direction: 'decode', unknownFields: 'reject' }).compile(
        json,
      )
      const issues = new Issues()
      const result = codec(value, issues)
      return issues.count === 0 ? { value: result as Output } : { issues: issues.list }
    },
    jsonSchema: {
      input: () => ({ ...toStandaloneSchema(json) }),
      output: () => ({ ...toStandaloneSchema(json) }),
    },
  }
}
