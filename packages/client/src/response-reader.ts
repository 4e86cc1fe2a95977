import type { CodecCompiler, MethodModel, ResponseModel, Verb } from '@seaworthy/design'
import { compileBodyReader } from './body-reader.ts'
import { fieldOf, isObject } from './is-object.ts'
import type { ReceivedResponse } from './received-response.ts'
import { compileCookieReader, compileHeaderReader } from './response-header.ts'
import { ResponseMismatch } from './response-mismatch.ts'

/** Reads one response of the design. */
export interface ResponseReader {
  readonly status: number
  /** @throws ResponseMismatch */
  read(received: ReceivedResponse): unknown
}

/** `checked`: headers that the design promises must be there. */
export function compileResponseReader(
  method: MethodModel,
  verb: Verb,
  response: ResponseModel,
  codecs: CodecCompiler,
  checked: boolean,
): ResponseReader {
  const { status, body, headers, cookies } = response
  const readBody = body && verb !== 'HEAD' ? compileBodyReader(body, codecs, checked) : undefined
  const readers = [
    ...headers.map((header) => compileHeaderReader(header, codecs, checked)),
    ...cookies.map((cookie) => compileCookieReader(cookie, codecs)),
  ]
  const constants = Object.entries(response.when ?? {})
  const hasFields = method.result !== undefined && (body?.field !== undefined || body === undefined)
  return {
    status,
    read(received) {
      const value = readBody?.(received)
      if (readers.length === 0 && constants.length === 0 && !hasFields) return value
      const fields: Record<string, unknown> =
        body?.field === undefined ? { ...objectOf(value) } : {}
      if (body?.field !== undefined && value !== undefined) fields[body.field] = value
      for (const reader of readers) {
        const found = reader.read(received)
        if (found !== undefined) fields[reader.field] = found
      }
      return withConstants(fields, constants)
    },
  }
}

/** What chose the response is known, whether it was sent or not; what was sent must agree. */
function withConstants(
  fields: Record<string, unknown>,
  constants: readonly (readonly [string, unknown])[],
): Record<string, unknown> {
  for (const [field, expected] of constants) {
    const found = fieldOf(fields, field)
    if (found === undefined) fields[field] = expected
    else if (found !== expected)
      throw new ResponseMismatch('the answer is that of another response')
  }
  return fields
}

function objectOf(value: unknown): object {
  if (value === undefined) return {}
  if (isObject(value)) return value
  throw new ResponseMismatch('the answer is no JSON object')
}
