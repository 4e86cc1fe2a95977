import {
  type CodecCompiler,
  type Issues,
  type JsonSchema,
  type ResponseModel,
  resolveRef,
} from '@seaworthy/design'
import { stringifySetCookie } from 'cookie'
import { fieldOf } from './response-body.ts'

type Header = readonly [name: string, value: string]

/** Turns result fields into header fields and cookies. */
export type HeaderWriter = (result: unknown, issues: Issues) => readonly Header[]

/** `undefined`: the response has none. */
export function compileResponseHeaders(
  { headers, cookies }: ResponseModel,
  codecs: CodecCompiler,
): HeaderWriter | undefined {
  const writers = [
    ...headers.map(({ name, ...field }) => {
      const key = name.toLowerCase()
      return compileHeader(field, codecs, (text) => [key, text])
    }),
    ...cookies.map(({ cookie, ...field }) => {
      const attributes = { ...cookieDefaults, ...cookie }
      return compileHeader(field, codecs, (value) => [
        'set-cookie',
        stringifySetCookie({ ...attributes, value }),
      ])
    }),
  ]
  if (writers.length === 0) return undefined
  return (result, issues) => {
    const written: Header[] = []
    for (const write of writers) {
      const header = write(result, issues)
      if (header !== undefined) written.push(header)
    }
    return written
  }
}

const cookieDefaults = { secure: true, httpOnly: true, sameSite: 'lax', path: '/' } as const

interface HeaderField {
  readonly field: string
  readonly json: JsonSchema
  readonly required: boolean
}

/** The design puts nothing else in a header. */
type Scalar = string | number | boolean | null

/** Line breaks would begin a new field, and beyond ASCII no two ends agree on an encoding. */
const notSendable = /[^\t\x20-\x7e]/

/** In a list these would make other items of it. */
const notInList = /,|^\s|\s$/

function compileHeader(
  { field, json, required }: HeaderField,
  codecs: CodecCompiler,
  toHeader: (text: string) => Header,
): (result: unknown, issues: Issues) => Header | undefined {
  const codec = codecs.compile(json)
  const fallback = json.default ?? resolveRef(json).default
  return (result, issues) => {
    const given = fieldOf(result, field)
    const value = given === undefined ? fallback : given
    if (value === undefined) {
      if (required) issues.add('required', 'is required', field)
      return undefined
    }
    const before = issues.count
    const encoded = codec(value, issues) as Scalar | readonly Scalar[]
    if (issues.count !== before) {
      issues.nest(before, field)
      return undefined
    }
    if (encoded === null) return undefined
    if (Array.isArray(encoded) && encoded.some((item) => notInList.test(String(item)))) {
      issues.add(
        'header',
        'has an item with a comma or outer space, which a list cannot hold',
        field,
      )
    }
    const header = toHeader(typeof encoded === 'object' ? encoded.join(', ') : String(encoded))
    if (notSendable.test(header[1]))
      issues.add('header', 'has characters other than printable ASCII', field)
    return header
  }
}
