import { type CodecCompiler, Issues, type ResponseBodyModel, resolveRef } from '@seaworthy/design'
import { compileKindCheck } from './json-kind.ts'
import { type ReceivedResponse, essenceOf, mediaTypeOf } from './received-response.ts'
import { ResponseMismatch, assertNoIssues } from './response-mismatch.ts'

/** Reads the body of a response; `undefined`: it is empty, and may be. */
export type BodyReader = (received: ReceivedResponse) => unknown

export function compileBodyReader(
  { json, required, contentType, encoding }: ResponseBodyModel,
  codecs: CodecCompiler,
  checked: boolean,
): BodyReader {
  const expected = essenceOf(contentType)
  const checkKind = compileKindCheck(json)
  const codec = codecs.compile(json)
  const maxBytes = (checked && resolveRef(json)['x-max-bytes']) || Infinity
  return (received) => {
    const { bytes } = received
    if (bytes.length === 0 && !required) return undefined
    const type = mediaTypeOf(received)
    if (!(encoding === 'json' ? isJsonType(type) : type === expected)) {
      throw new ResponseMismatch(
        `the answer is ${type === '' ? 'of no media type' : type}, expected ${expected}`,
      )
    }
    const issues = new Issues()
    if (encoding === 'bytes') {
      if (bytes.length > maxBytes) issues.add('maxLength', `must be at most ${maxBytes} bytes long`)
      assertNoIssues(issues, 'body')
      return bytes
    }
    const text = decodeText(bytes)
    const value = encoding === 'text' ? text : parseJson(text)
    checkKind(value, issues)
    const decoded = issues.count === 0 ? codec(value, issues) : undefined
    assertNoIssues(issues, 'body')
    return decoded
  }
}

function isJsonType(type: string): boolean {
  return /^application\/(?:[\w.!#$&^-]+\+)?json$/.test(type) && type !== 'application/problem+json'
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new ResponseMismatch('the answer is not UTF-8', [], cause)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ResponseMismatch('the answer is no JSON, or breaks off', [], cause)
  }
}
