import {
  type BodyModel,
  type Codec,
  type CodecCompiler,
  type Issues,
  resolveRef,
} from '@seaworthy/design'
import { fieldOf } from './is-object.ts'

/** Writes the JSON body of a request; `undefined`: the request has none. */
export type BodyWriter = (payload: unknown, issues: Issues) => string | undefined

/**
 * `raw`: the payload is checked as a whole elsewhere. Fields that are left out stay out: their
 * defaults are the service's affair.
 */
export function compileBodyWriter(
  body: BodyModel,
  codecs: CodecCompiler,
  raw: boolean,
): BodyWriter {
  const compile = (json: BodyModel['json']): Codec =>
    raw ? (value) => value : codecs.compile(json)
  if (body.kind === 'whole') {
    const { field, required } = body
    const codec = compile(body.json)
    return (payload, issues) => {
      const value = field === undefined ? payload : fieldOf(payload, field)
      if (value === undefined) {
        if (required && !raw) issues.add('required', 'is required')
        return undefined
      }
      return toJson(codec(value, issues), issues)
    }
  }
  const object = resolveRef(body.json)
  const required = new Set(object.required)
  const writers = body.fields.map(({ field, name }) => ({
    field,
    name,
    codec: compile(object.properties?.[name] ?? {}),
    required: required.has(name) && !raw,
  }))
  return (payload, issues) => {
    const json: Record<string, unknown> = {}
    for (const { field, name, codec, required: expected } of writers) {
      const value = fieldOf(payload, field)
      if (value === undefined) {
        if (expected) issues.add('required', 'is required', name)
        continue
      }
      const before = issues.count
      json[name] = codec(value, issues)
      issues.nest(before, name)
    }
    return Object.keys(json).length === 0 && !body.required ? undefined : toJson(json, issues)
  }
}

/** A value of `t.any()` may hold what has no JSON. */
function toJson(value: unknown, issues: Issues): string | undefined {
  if (issues.count > 0) return undefined
  try {
    return JSON.stringify(value)
  } catch {
    issues.add('json', 'holds a value that JSON cannot hold (a BigInt or a cycle)')
    return undefined
  }
}
