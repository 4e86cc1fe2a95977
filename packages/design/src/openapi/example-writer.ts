import type { ApiModel } from '../model/model.ts'
import { CodecCompiler } from '../schema/codec-compiler.ts'
import { Issues } from '../schema/issues.ts'
import type { JsonSchema } from '../schema/json-schema.ts'
import { type FixedFields, type SchemaResolver, exampleValue } from './example-value.ts'
import type { SchemaObject } from './openapi-document.ts'

const attempts = 4

/** Makes the examples of a document, and leaves out those that the service would refuse. */
export class ExampleWriter {
  readonly #schemas: SchemaResolver
  readonly #requests: CodecCompiler
  readonly #responses = new CodecCompiler({ direction: 'decode', unknownFields: 'strip' })

  constructor({ unknownFields }: ApiModel, schemas: SchemaResolver) {
    this.#schemas = schemas
    this.#requests = new CodecCompiler({ direction: 'decode', unknownFields })
  }

  /** `schema` is how the document writes `json`; `undefined` when no example fits. */
  ofRequest(json: JsonSchema, schema: SchemaObject, name: string): unknown {
    return this.#find(json, schema, name, {}, this.#requests)
  }

  ofResponse(
    json: JsonSchema,
    schema: SchemaObject,
    name: string,
    fixed: FixedFields = {},
  ): unknown {
    return this.#find(json, schema, name, fixed, this.#responses)
  }

  /** The refinements of a foreign schema are not in its JSON Schema: a few are tried. */
  #find(
    json: JsonSchema,
    schema: SchemaObject,
    name: string,
    fixed: FixedFields,
    codecs: CodecCompiler,
  ): unknown {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const seed = attempt === 1 ? name : `${name} ${attempt}`
      const value = exampleValue(schema, seed, this.#schemas, fixed)
      if (value !== undefined && accepts(codecs, json, value)) return value
    }
    return undefined
  }
}

function accepts(codecs: CodecCompiler, json: JsonSchema, value: unknown): boolean {
  const issues = new Issues(1)
  try {
    codecs.compile(json)(value, issues)
  } catch {
    return false // an asynchronous foreign schema cannot be asked
  }
  return issues.count === 0
}
