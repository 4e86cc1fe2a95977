import {
  type CodecCompiler,
  Issues,
  type JsonSchema,
  type ResponseCookieModel,
  type ResponseHeaderModel,
  type Violation,
  isScalarArray,
} from '@seaworthy/design'
import { compileKindCheck } from './json-kind.ts'
import type { ReceivedResponse } from './received-response.ts'
import { assertNoIssues } from './response-mismatch.ts'
import { compileTextReader, itemOf } from './text-value.ts'

/** Reads one result field from the headers of a response. */
export interface HeaderReader {
  readonly field: string
  /** @throws ResponseMismatch */
  read(received: ReceivedResponse): unknown
}

/**
 * `checked`: a header that the design promises must be there. Without it an absent one is an absent
 * field: a browser shows a page of another origin only the headers that the service exposes.
 */
export function compileHeaderReader(
  { field, name, json, required }: ResponseHeaderModel,
  codecs: CodecCompiler,
  checked: boolean,
): HeaderReader {
  const decode = compileTextDecoder(name.toLowerCase(), json, codecs)
  return {
    field,
    read: ({ headers }) => decode(headers.get(name) ?? undefined, required && checked, 'header'),
  }
}

/** A browser hides `Set-Cookie` from its pages: the field is then absent. */
export function compileCookieReader(
  { field, cookie, json }: ResponseCookieModel,
  codecs: CodecCompiler,
): HeaderReader {
  const decode = compileTextDecoder(cookie.name, json, codecs)
  return { field, read: ({ headers }) => decode(cookieOf(headers, cookie.name), false, 'cookie') }
}

type TextDecode = (text: string | undefined, required: boolean, place: Violation['in']) => unknown

function compileTextDecoder(name: string, json: JsonSchema, codecs: CodecCompiler): TextDecode {
  const list = isScalarArray(json)
  const read = compileTextReader(list ? itemOf(json) : json)
  const checkKind = compileKindCheck(json)
  const codec = codecs.compile(json)
  return (text, required, place) => {
    if (text === undefined && !required) return undefined
    const issues = new Issues()
    const value = text === undefined ? undefined : list ? splitList(text).map(read) : read(text)
    if (text === undefined) issues.add('required', 'is required')
    else checkKind(value, issues)
    const decoded = issues.count === 0 ? codec(value, issues) : undefined
    issues.nest(0, name)
    assertNoIssues(issues, place)
    return decoded
  }
}

function splitList(text: string): string[] {
  return text === '' ? [] : text.split(',').map((item) => item.trim())
}

/** The last cookie of this name, as a browser would keep it. */
function cookieOf(headers: Headers, name: string): string | undefined {
  const prefix = `${name}=`
  const found = headers.getSetCookie().findLast((line) => line.startsWith(prefix))
  if (found === undefined) return undefined
  const [pair = ''] = found.split(';', 1)
  const value = pair.slice(prefix.length).trim()
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
