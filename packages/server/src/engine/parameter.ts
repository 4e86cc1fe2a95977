import {
  type Codec,
  type CodecCompiler,
  type Issues,
  type JsonSchema,
  type ParameterModel,
  isScalarArray,
  resolveRef,
} from '@seaworthy/design'
import type { IncomingHttpHeaders } from 'node:http'
import type { QueryValues } from './query-string.ts'
import { compileTextReader } from './text-value.ts'

/** Where the text of parameters comes from. */
export interface ParameterSources {
  readonly path: Readonly<Record<string, string>>
  readonly query: QueryValues
  readonly headers: IncomingHttpHeaders
  readonly cookies: Readonly<Record<string, string | undefined>>
}

/** Reads one payload field from the path, the query string, a header or a cookie. */
export interface ParameterReader {
  readonly field: string
  readonly in: ParameterModel['in']
  readonly name: string
  /** The decoded value, or `undefined` when it is absent and may be. */
  read(sources: ParameterSources, issues: Issues): unknown
}

/** `raw`: only text is turned into JSON values; the payload as a whole is validated later. */
export function compileParameter(
  parameter: ParameterModel,
  codecs: CodecCompiler,
  raw: boolean,
): ParameterReader {
  const { field, in: place, name, json, required } = parameter
  const codec: Codec = raw ? (value) => value : codecs.compile(json)
  const fallback = json.default ?? resolveRef(json).default
  const isShared = typeof fallback !== 'object'
  const find = compileFinder(parameter)
  return {
    field,
    in: place,
    name,
    read(sources, issues) {
      const before = issues.count
      const value = find(sources, issues)
      if (issues.count !== before) return undefined
      if (value !== undefined) return codec(value, issues)
      if (fallback !== undefined) return isShared ? fallback : structuredClone(fallback)
      if (required && !raw) issues.add('required', 'is required')
      return undefined
    },
  }
}

type Finder = (sources: ParameterSources, issues: Issues) => unknown

function compileFinder(parameter: ParameterModel): Finder {
  const { name, json, style } = parameter
  const list = isScalarArray(json)
  const read = compileTextReader(list ? itemOf(json) : json)
  const split = (text: string) =>
    text === '' ? [] : text.split(',').map((item) => read(item.trim()))
  const one = (text: string | undefined) =>
    text === undefined ? undefined : list ? split(text) : read(text)
  switch (parameter.in) {
    case 'path': {
      const key = parameter.wildcard ? '*' : name
      return ({ path }) => one(path[key])
    }
    case 'header': {
      const key = name.toLowerCase()
      return ({ headers }) => {
        const given = headers[key]
        return one(Array.isArray(given) ? given.join(',') : given)
      }
    }
    case 'cookie':
      return ({ cookies }) => one(cookies[name])
    case 'query':
      if (style === 'deep') return compileDeepFinder(name, json)
      if (list && style === 'repeat') return ({ query }) => query.get(name)?.map(read)
      return ({ query }, issues) => {
        const values = query.get(name)
        if (values !== undefined && values.length > 1) issues.add('repeated', 'must be given once')
        return one(values?.[0])
      }
  }
}

/** `filter[status]=open&filter[tags]=a&filter[tags]=b` */
function compileDeepFinder(name: string, json: JsonSchema): Finder {
  const resolved = resolveRef(json)
  const prefix = `${name}[`
  const schemaOf = (key: string): JsonSchema =>
    (resolved.properties && Object.hasOwn(resolved.properties, key)
      ? resolved.properties[key]
      : undefined) ??
    (typeof resolved.additionalProperties === 'object' ? resolved.additionalProperties : {})
  return ({ query }) => {
    let found: Record<string, unknown> | undefined
    for (const [key, values] of query) {
      if (!key.startsWith(prefix) || !key.endsWith(']')) continue
      const inner = key.slice(prefix.length, -1)
      const schema = schemaOf(inner)
      const list = isScalarArray(schema)
      const read = compileTextReader(list ? itemOf(schema) : schema)
      found ??= Object.create(null) as Record<string, unknown>
      found[inner] = list || values.length > 1 ? values.map(read) : read(values[0] ?? '')
    }
    return found
  }
}

function itemOf(json: JsonSchema): JsonSchema {
  const { items, prefixItems } = resolveRef(json)
  return prefixItems === undefined ? items || {} : { anyOf: prefixItems }
}
