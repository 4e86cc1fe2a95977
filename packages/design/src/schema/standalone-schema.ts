import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec'
import { type JsonSchema, collectDefinitions, definition, foreign } from './json-schema.ts'

type Json = Record<string, unknown>

/** `input` is what a writer gives, `output` what a reader holds. */
export type Side = 'input' | 'output'

const drafts: Readonly<Record<string, string>> = {
  'draft-2020-12': 'https://json-schema.org/draft/2020-12/schema',
  'draft-07': 'http://json-schema.org/draft-07/schema#',
}

/**
 * A JSON Schema document of its own: named types stand under `$defs`, and our own keywords are left
 * out. An input has no unknown fields; an output has its defaulted fields.
 *
 * @throws TypeError when the target is neither `draft-2020-12` nor `draft-07`.
 */
export function toStandaloneSchema(json: JsonSchema, side: Side, target: string): Json {
  const $schema = Object.hasOwn(drafts, target) ? drafts[target] : undefined
  if ($schema === undefined) {
    throw new TypeError(
      `No JSON Schema for "${target}": ask for ${Object.keys(drafts).join(' or ')}`,
    )
  }
  const writer = new StandaloneWriter(side, target)
  const definitions = collectDefinitions([json])
  const written = definitions.map(({ name, json: named }) => [name, writer.write(named)] as const)
  return {
    $schema,
    ...writer.write(json),
    ...(written.length > 0 && { $defs: Object.fromEntries(written) }),
  }
}

class StandaloneWriter {
  readonly #side: Side
  readonly #target: string
  #foreignParts = 0

  constructor(side: Side, target: string) {
    this.#side = side
    this.#target = target
  }

  write(json: JsonSchema): Json {
    const external = json[foreign]
    if (external !== undefined) return this.#writeForeign(external)
    const written: Json = {}
    for (const [keyword, value] of Object.entries(json)) {
      if (keyword === 'discriminator' || keyword.startsWith('x-')) continue
      written[keyword] = this.#writeValue(keyword, value)
    }
    if (json[definition] !== undefined) this.#pointTo(json[definition]().name, written)
    if (json.properties !== undefined) this.#close(json, json.properties, written)
    if (this.#target === 'draft-07' && json.prefixItems !== undefined) oldTuple(written)
    return written
  }

  #writeValue(keyword: string, value: unknown): unknown {
    switch (keyword) {
      case 'properties': {
        const fields = Object.entries(value as Record<string, JsonSchema>)
        return Object.fromEntries(fields.map(([name, field]) => [name, this.write(field)]))
      }
      case 'prefixItems':
      case 'anyOf':
      case 'oneOf':
        return (value as readonly JsonSchema[]).map((part) => this.write(part))
      case 'items':
      case 'additionalProperties':
      case 'propertyNames':
        return typeof value === 'boolean' ? value : this.write(value as JsonSchema)
      default:
        return value
    }
  }

  /** Draft 7 ignores what stands beside a `$ref`. */
  #pointTo(name: string, written: Json): void {
    written['$ref'] = `#/$defs/${name}`
    if (this.#target !== 'draft-07' || Object.keys(written).length === 1) return
    written['allOf'] = [{ $ref: written['$ref'] }]
    delete written['$ref']
  }

  #close(json: JsonSchema, fields: NonNullable<JsonSchema['properties']>, written: Json): void {
    if (this.#side === 'input') {
      written['additionalProperties'] ??= false
      return
    }
    const there = Object.keys(fields).filter(
      (name) => json.required?.includes(name) === true || fields[name]?.default !== undefined,
    )
    if (there.length > 0) written['required'] = there
  }

  /** References of a foreign document start at its own root, so it becomes a document within ours. */
  #writeForeign(external: StandardSchemaV1): Json {
    const { jsonSchema } = (external as StandardSchemaV1 & StandardJSONSchemaV1)['~standard']
    const { $schema: _, ...json } = jsonSchema[this.#side]({ target: this.#target })
    if (!JSON.stringify(json).includes('"$ref"')) return json
    return { $id: `urn:seaworthy:foreign:${++this.#foreignParts}`, ...json }
  }
}

function oldTuple(written: Json): void {
  written['additionalItems'] = written['items']
  written['items'] = written['prefixItems']
  delete written['prefixItems']
}
