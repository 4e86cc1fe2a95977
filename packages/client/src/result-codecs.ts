import {
  type Codec,
  CodecCompiler,
  type JsonSchema,
  childSchemas,
  foreign,
  jsonKinds,
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
  readonly #checking = new CheckingCodecs()

  constructor() {
    super({ direction: 'decode', unknownFields: 'keep' })
  }

  override compile(json: JsonSchema): Codec {
    if (!isChangedByWire(json)) return asItCame
    if (isAmbiguous(json)) return this.#checking.compile(json)
    return super.compile(json.$ref === undefined ? withoutLimits(json) : json)
  }
}

const asItCame: Codec = (value) => value

const limits = new Set(
  'required propertyNames minProperties maxProperties minItems maxItems uniqueItems x-max-bytes'.split(
    ' ',
  ),
)

/** Only the structure that leads to what must be decoded, open to fields that are not known. */
function withoutLimits(json: JsonSchema): JsonSchema {
  const structure = Object.entries(json).filter(([keyword]) => !limits.has(keyword))
  const { additionalProperties: values } = json
  const additionalProperties = typeof values === 'object' ? values : true
  return { ...Object.fromEntries(structure), additionalProperties }
}

/** Whether a value of this type holds bytes or defaults anywhere. */
function isChangedByWire(json: JsonSchema): boolean {
  const seen = new Set<JsonSchema>()
  const queue = [json]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const resolved = resolveRef(next)
    if (resolved[foreign] !== undefined) continue
    if (next.default !== undefined || resolved.default !== undefined) return true
    if (seen.has(resolved)) continue
    seen.add(resolved)
    if (resolved.contentEncoding === 'base64') return true
    for (const [, child] of childSchemas(resolved)) queue.push(child)
  }
  return false
}

/** Whether only a full check tells which member of a union a value is. */
function isAmbiguous(json: JsonSchema): boolean {
  const members = json.anyOf ?? json.oneOf
  if (members === undefined || json.discriminator !== undefined) return false
  const kinds = members.flatMap((member) => [...jsonKinds(member)])
  return new Set(kinds).size < kinds.length
}
