import { type Codec, CodecCompiler, type JsonSchema, foreign } from '@seaworthy/design'

/**
 * Codecs for what a client sends. A foreign schema (zod, valibot, arktype) only checks: the service
 * runs it again on what arrives, so what it makes of a value must not be sent in its place.
 */
export class PayloadCodecs extends CodecCompiler {
  constructor() {
    super({ direction: 'encode', unknownFields: 'strip' })
  }

  override compile(json: JsonSchema): Codec {
    const codec = super.compile(json)
    if (json[foreign] === undefined) return codec
    return (value, issues) => {
      codec(value, issues)
      return value
    }
  }
}
