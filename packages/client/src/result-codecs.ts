import {
  type Codec,
  CodecCompiler,
  type JsonSchema,
  childSchemas,
  foreign,
  resolveRef,
} from '@seaworthy/design'

/**
 * Codecs that check results in full. Fields that a newer service has added are left out; what a
 * foreign schema made is not checked, since its output need not be its input.
 */
export class CheckingCodecs extends CodecCompiler {
  constructor() {
    super({ direction: 'decode', unknownFields: 'strip' })
  }

  override compile(json: JsonSchema): Codec {
    return json[foreign] === undefined ? super.compile(json) : asItCame
  }
}

/**
 * Codecs that only undo what the wire did to a result: base64 becomes bytes again, and absent
 * fields get their defaults. The rest is handed on unseen, so a large result costs nothing.
 */
export class TrustingCodecs extends CodecCompiler {
  constructor() {
    super({ direction: 'decode', unknownFields: 'keep' })
  }

  override compile(json: JsonSchema): Codec {
    if (!isChangedByWire(json)) return asItCame
    return super.compile(json.$ref === undefined ? withoutLimits(json) : json)
  }
}

const asItCame: Codec = (value) => value

const limits = new Set([
  'required',
  'propertyNames',
  'minProperties',
  'maxProperties',
  'minItems',
  'maxItems',
  'uniqueItems',
  'x-max-bytes',
])

/** Only the structure that leads to what must be decoded, open to fields that are not known. */
function withoutLimits(json: JsonSchema): JsonSchema {
  const structure = Object.entries(json).filter(([keyword]) => !limits.has(keyword))
  const { additionalProperties: values } = json
  const additionalProperties = typeof values === 'object' ? values : true
  return { ...Object.fromEntries(structure), additionalProperties }
}

/** Whether a value of this type holds bytes, or fields with defaults. */
function isChangedByWire(json: JsonSchema): boolean {
  const seen = new Set<JsonSchema>()
  const queue = [json]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const schema = resolveRef(next)
    if (schema[foreign] !== undefined || seen.has(schema)) continue
    if (schema.contentEncoding === 'base64') return true
    seen.add(schema)
    const children = childSchemas(schema).map(([, child]) => child)
    if (children.some((child) => (child.default ?? resolveRef(child).default) !== undefined)) {
      return true
    }
    queue.push(...children)
  }
  return false
}
