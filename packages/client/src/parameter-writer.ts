import {
  type Codec,
  type CodecCompiler,
  type Issues,
  type ParameterModel,
  isScalarArray,
} from '@seaworthy/design'
import { isHeaderText } from './header-text.ts'
import { compileQueryWriter } from './query-writer.ts'
import { type TextWriter, compileTextWriter } from './text-writer.ts'

/** Writes one payload field into the path, the query string, a header or a cookie. */
export interface ParameterWriter {
  readonly field: string
  readonly in: ParameterModel['in']
  readonly name: string
  /** The texts to put there; none: the parameter is absent. What cannot be written is an issue. */
  readonly write: (value: unknown, issues: Issues) => readonly string[]
}

/** `raw`: the payload is checked as a whole elsewhere. */
export function compileParameterWriter(
  parameter: ParameterModel,
  codecs: CodecCompiler,
  raw: boolean,
): ParameterWriter {
  const { field, in: place, name, json, required } = parameter
  const codec: Codec = raw ? (value) => value : codecs.compile(json)
  const put = compilePlace(parameter, raw)
  return {
    field,
    in: place,
    name,
    write(value, issues) {
      if (value === undefined) {
        if (required && !raw) issues.add('required', 'is required')
        return []
      }
      const encoded = codec(value, issues)
      if (issues.count > 0) return []
      const texts = put(encoded, issues)
      return issues.count > 0 ? [] : texts
    },
  }
}

type Put = (value: unknown, issues: Issues) => readonly string[]

function compilePlace(parameter: ParameterModel, raw: boolean): Put {
  const { name, json } = parameter
  if (parameter.in === 'query') return compileQueryWriter(parameter, raw)
  const writeText = compileTextWriter(json, raw)
  if (parameter.in === 'cookie') {
    return one(writeText, (text) => `${name}=${encodeURIComponent(text)}`)
  }
  if (parameter.in === 'path') return compilePathWriter(writeText, parameter.wildcard)
  return one(writeText, (text, issues) => {
    if (isHeaderText(text)) return text
    const message = isScalarArray(json)
      ? 'must be Latin-1 text without control characters'
      : 'must be Latin-1 text without control characters or white space around it'
    issues.add('text', message)
    return undefined
  })
}

/** A segment that is empty or made of dots would change which route is meant. */
function compilePathWriter(writeText: TextWriter, wildcard: boolean): Put {
  return one(writeText, (text, issues) => {
    const segments = wildcard ? text.split('/') : [text]
    if (text === '' && !wildcard) issues.add('minLength', 'must not be empty in a path')
    if (segments.some((segment) => segment === '.' || segment === '..')) {
      issues.add('text', 'must not be "." or ".." in a path')
    }
    return segments.map(encodeURIComponent).join('/')
  })
}

function one(
  writeText: TextWriter,
  finish: (text: string, issues: Issues) => string | undefined,
): Put {
  return (value, issues) => {
    const text = writeText(value, issues)
    const finished = text === undefined ? undefined : finish(text, issues)
    return finished === undefined ? [] : [finished]
  }
}
