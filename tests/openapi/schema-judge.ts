import type { OpenApiDocument } from '@seaworthy/design/openapi'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { formats as ownFormats } from '../../packages/design/src/schema/formats.ts'

type Json = Readonly<Record<string, unknown>>

/** Judges values by the schemas of a document, with a validator that is none of ours. */
export class SchemaJudge {
  readonly #ajv: Ajv2020
  readonly #validators = new WeakMap<object, ValidateFunction>()

  constructor(document: OpenApiDocument) {
    this.#ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true })
    formats.default(this.#ajv, { mode: 'full' })
    for (const name of ['mac', 'cidr', 'json']) {
      this.#ajv.addFormat(name, (text) => ownFormats[name]?.check(text) ?? false)
    }
    for (const name of ['int32', 'uint32', 'int64', 'uint64', 'double']) {
      this.#ajv.addFormat(name, true)
    }
    this.#ajv.addVocabulary(['components', 'discriminator', 'x-pii', 'x-secret', 'x-max-bytes'])
    // The document is no schema, but a place that the references of its schemas start from.
    this.#ajv.addSchema({ $id: 'openapi.json', components: document.components })
  }

  /** What is wrong with a value; empty when it fits. */
  faults(schema: object, value: unknown): string[] {
    const validate =
      this.#validators.get(schema) ?? this.#ajv.compile<unknown>(absolute(schema) as object)
    this.#validators.set(schema, validate)
    validate(value)
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  }
}

function absolute(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(absolute)
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(
    Object.entries(schema as Json).map(([keyword, value]) =>
      keyword === '$ref' ? [keyword, `openapi.json${String(value)}`] : [keyword, absolute(value)],
    ),
  )
}
