import {
  type Codec,
  type CodecCompiler,
  type Issues,
  type ResponseModel,
  resolveRef,
} from '@seaworthy/design'

/** Turns a result into the body of a response. */
export interface BodyWriter {
  /** As sent, with its character set. */
  readonly contentType: string
  /** `undefined` when there is none, or when something is wrong. */
  write(result: unknown, issues: Issues): string | Uint8Array | undefined
}

type BodyModel = NonNullable<ResponseModel['body']>

export function compileResponseBody(body: BodyModel, codecs: CodecCompiler): BodyWriter {
  const { field, required } = body
  const write = compileWrite(body, codecs)
  const contentType = withCharset(body)
  if (field === undefined) return { contentType, write }
  return {
    contentType,
    write(result, issues) {
      const value = fieldOf(result, field)
      if (value === undefined && !required) return undefined
      const before = issues.count
      const written = write(value, issues)
      if (issues.count !== before) issues.nest(before, field)
      return written
    },
  }
}

/** A field of a result that may be anything: the design promises an object, the program may not. */
export function fieldOf(result: unknown, field: string): unknown {
  return typeof result === 'object' && result !== null
    ? (result as Readonly<Record<string, unknown>>)[field]
    : undefined
}

function compileWrite(
  { json, encoding }: BodyModel,
  codecs: CodecCompiler,
): (value: unknown, issues: Issues) => string | Uint8Array | undefined {
  if (encoding === 'bytes') return compileBytes(resolveRef(json)['x-max-bytes'])
  const codec: Codec = codecs.compile(json)
  if (encoding === 'text') {
    return (value, issues) => {
      const before = issues.count
      const text = codec(value, issues)
      return issues.count === before ? (text as string) : undefined
    }
  }
  return (value, issues) => {
    const before = issues.count
    const encoded = codec(value, issues)
    if (issues.count !== before) return undefined
    const text = JSON.stringify(encoded) as string | undefined
    if (text === undefined) issues.add('required', 'is required')
    return text
  }
}

/** Sent as they are: base64 is for bytes inside of JSON. */
function compileBytes(maxBytes = Infinity) {
  return (value: unknown, issues: Issues): Uint8Array | undefined => {
    if (!(value instanceof Uint8Array)) issues.add('type', 'must be a Uint8Array')
    else if (value.byteLength > maxBytes)
      issues.add('maxLength', `must have at most ${maxBytes} bytes`)
    else return value
    return undefined
  }
}

function withCharset({ contentType, encoding }: BodyModel): string {
  const told = /;\s*charset=/i.test(contentType)
  const textual = encoding === 'json' || (encoding === 'text' && /^text\//i.test(contentType))
  return textual && !told ? `${contentType}; charset=utf-8` : contentType
}
