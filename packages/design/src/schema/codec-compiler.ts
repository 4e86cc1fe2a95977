import { compileArray, compileTuple } from './codec-array.ts'
import { compileNumber, compileScalar, compileString } from './codec-scalar.ts'
import { compileAnyOf, compileUnion } from './codec-union.ts'
import { compileMap, compileObject } from './codec-object.ts'
import { compileBytes } from './codec-bytes.ts'
import { compileForeign } from './codec-foreign.ts'
import type { Codec, CodecOptions, SchemaCompiler } from './codec.ts'
import { type JsonSchema, type TypeDefinition, definition, foreign } from './json-schema.ts'

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
    if (Array.isArray(json.type)) return this.#compileNullable(json, json.type)
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
    let codec: Codec | undefined
    this.#named.set(target, (value, issues) => (codec as Codec)(value, issues))
    codec = this.compile(target.json)
    this.#named.set(target, codec)
    return codec
  }

  #compileNullable(json: JsonSchema, types: readonly string[]): Codec {
    const inner = types.filter((name) => name !== 'null')
    const [only] = inner
    if (inner.length !== 1 || only === undefined) {
      return compileAnyOf({ anyOf: types.map((name) => ({ type: name }) as JsonSchema) }, this)
    }
    const codec = this.compile({ ...json, type: only as 'string' })
    if (inner.length === types.length) return codec
    return (value, issues) => (value === null ? null : codec(value, issues))
  }
}
