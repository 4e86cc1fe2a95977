import type { Codec, CodecOptions } from './codec.ts'
import { count } from './codec-scalar.ts'
import type { JsonSchema } from './json-schema.ts'

/** Linear, whatever the length; that the padding fits follows from the length. */
const base64 = /^[A-Za-z0-9+/]*={0,2}$/

/** Base64 text on the wire, a `Uint8Array` in the program. */
export function compileBytes(json: JsonSchema, { direction }: CodecOptions): Codec {
  const maxBytes = json['x-max-bytes'] ?? Infinity
  const maxLength = 4 * Math.ceil(maxBytes / 3)
  const tooLong = `must be at most ${count(maxBytes, 'byte')} long`
  if (direction === 'encode') {
    return function encodeBytes(value, issues) {
      if (!(value instanceof Uint8Array)) {
        issues.add('type', 'must be a Uint8Array')
        return value
      }
      if (value.byteLength > maxBytes) issues.add('maxLength', tooLong)
      return toBase64(value)
    }
  }
  return function decodeBytes(value, issues) {
    if (typeof value !== 'string' || !isBase64(value)) {
      issues.add('contentEncoding', 'must be base64 (RFC 4648, with padding)')
      return value
    }
    const bytes = value.length > maxLength ? undefined : fromBase64(value)
    if (bytes === undefined || bytes.byteLength > maxBytes) issues.add('maxLength', tooLong)
    return bytes
  }
}

/** RFC 4648 §4: with padding, without white space. */
function isBase64(text: string): boolean {
  return text.length % 4 === 0 && base64.test(text)
}

export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let start = 0; start < bytes.length; start += 8192) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 8192))
  }
  return btoa(binary)
}

export function fromBase64(text: string): Uint8Array {
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index)
  return bytes
}
