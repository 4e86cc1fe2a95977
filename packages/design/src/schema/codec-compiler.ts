import { compileArray, compileTuple } from './codec-array.ts'
import { compileNumber, compileScalar, compileString } from './codec-scalar.ts'
import { compileAnyOf, compileUnion } from './codec-union.ts'
import { compileMap } from './codec-map.ts'
import { compileObject } from './codec-object.ts'
import { compileBytes } from './codec-bytes.ts'
import { compileForeign } from './codec-foreign.ts'
import type { Codec, CodecOptions, SchemaCompiler } from './codec.ts'
import {
  type JsonSchema,
  type JsonType,
  type TypeDefinition,
  definition,
  foreign,
} from './json-schema.ts'

/**
 * Compiles JSON Schemas into codecs made of closures: no code is generated, so it works under a
 * strict content security policy, and a schema costs microseconds to compile. Named types are
 * compiled once per compiler, which also closes the loop of recursive ones.
 */
export class CodecCompiler implements SchemaCompiler {
  readonly options: CodecOptions
  readonly #named = new Map<TypeDefinition, Codec>()

  constructor(options: CodecOptions) {
    this.options = options
  }

  compile(json: JsonSchema): Codec {
    const target = json[definition]?.()
    if (target !== undefined) return this.#compileNamed(target)
    const external = json[foreign]
    if (external !== undefined) return compileForeign(external)
    if (json.oneOf !== undefined && json.discriminator !== undefined)
      return compileUnion(json, this)
    if (json.anyOf !== undefined || json.oneOf !== undefined) return compileAnyOf(json, this)
    if (json.enum !== undefined || json.const !== undefined) return compileScalar(json)
    if (Array.isArray(json.type)) return this.#compileTypes(json, json.type)
    switch (json.type) {
      case 'string':
        return json.contentEncoding === 'base64'
          ? compileBytes(json, this.options)
          : compileString(json)
      case 'integer':
      case 'number':
        return compileNumber(json)
      case 'boolean':
      case 'null':
        return compileScalar(json)
      case 'array':
        return json.prefixItems === undefined ? compileArray(json, this) : compileTuple(json, this)
      case 'object':
        return json.properties === undefined ? compileMap(json, this) : compileObject(json, this)
      default:
        return (value) => value
    }
  }

  /** Recursive types meet their own codec while it is being made: they get a forward to it. */
  #compileNamed(target: TypeDefinition): Codec {
    const known = this.#named.get(target)
    if (known !== undefined) return known
    const made: { codec?: Codec } = {}
    this.#named.set(target, (value, issues) => made.codec?.(value, issues))
    made.codec = this.compile(target.json)
    this.#named.set(target, made.codec)
    return made.codec
  }

  /** Our own types are one kind and null; parts of foreign ones may be several kinds. */
  #compileTypes(json: JsonSchema, types: readonly JsonType[]): Codec {
    const kinds = types.filter((type) => type !== 'null').map((type) => ({ ...json, type }))
    const [only = { ...json, type: 'null' as const }] = kinds
    const codec = kinds.length > 1 ? compileAnyOf({ anyOf: kinds }, this) : this.compile(only)
    if (!types.includes('null')) return codec
    return (value, issues) => (value === null ? null : codec(value, issues))
  }
}
