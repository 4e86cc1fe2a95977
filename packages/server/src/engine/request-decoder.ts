import {
  type BodyModel,
  type Codec,
  type CodecCompiler,
  type Issue,
  Issues,
  type JsonSchema,
  type MethodModel,
  type ParameterModel,
  type RouteModel,
  type Violation,
  foreign,
  resolveRef,
  toPointer,
} from '@seaworthy/design'
import { parseCookie } from 'cookie'
import type { Limits } from './limits.ts'
import { type ParameterReader, type ParameterSources, compileParameter } from './parameter.ts'
import { automaticProblem, validationProblem } from './problem.ts'
import { noQuery, parseQuery } from './query-string.ts'
import type { RequestContext } from './request-context.ts'

type Fields = Record<string, unknown>

/**
 * Decodes the requests of one route: reads only what the design declares, gathers every violation,
 * and builds the payload that the handler gets.
 */
export class RequestDecoder {
  readonly #parameters: readonly ParameterReader[]
  readonly #readsQuery: boolean
  readonly #readsCookies: boolean
  readonly #body: BodyDecoder | undefined
  readonly #violations: number
  /** A foreign payload validates as a whole, by its own rules. */
  readonly #whole: Codec | undefined
  readonly #hasPayload: boolean
  readonly takesBody: boolean

  constructor(method: MethodModel, route: RouteModel, codecs: CodecCompiler, limits: Limits) {
    const whole = method.payload !== undefined && isForeign(method.payload)
    this.#parameters = route.parameters.map((parameter) =>
      compileParameter(parameter, codecs, whole),
    )
    this.#readsQuery = route.parameters.some((parameter) => parameter.in === 'query')
    this.#readsCookies = route.parameters.some((parameter) => parameter.in === 'cookie')
    this.#body = compileBody(route, codecs, whole)
    this.#whole = whole && method.payload ? codecs.compile(method.payload) : undefined
    this.#hasPayload = method.payload !== undefined
    this.takesBody = this.#body !== undefined
    this.#violations = limits.violations
  }

  /** `body`: the parsed JSON, `undefined` when there is none. */
  decode(context: RequestContext, body: unknown): unknown {
    if (!this.#hasPayload) return undefined
    const issues = new Issues(this.#violations)
    const violations: Violation[] = []
    const payload: Fields = {}
    if (this.#parameters.length > 0) this.#readParameters(context, payload, issues, violations)
    let result: unknown = payload
    if (this.#body !== undefined) {
      const before = issues.count
      result = this.#body(body, payload, issues)
      for (const issue of issues.list.slice(before)) violations.push(toViolation(issue, 'body'))
    }
    if (this.#whole !== undefined && violations.length === 0) {
      result = this.#whole(result, issues)
      for (const issue of issues.list) violations.push(this.#locate(issue))
    }
    if (violations.length > 0) throw validationProblem(violations)
    return result
  }

  #readParameters(
    context: RequestContext,
    payload: Fields,
    issues: Issues,
    violations: Violation[],
  ): void {
    const sources = this.#sourcesOf(context)
    for (const parameter of this.#parameters) {
      const before = issues.count
      const value = parameter.read(sources, issues)
      if (issues.count === before) {
        if (value !== undefined) payload[parameter.field] = value
        continue
      }
      issues.nest(before, parameter.name)
      for (const issue of issues.list.slice(before)) {
        violations.push(toViolation(issue, parameter.in))
      }
    }
  }

  #sourcesOf({ incoming: { raw, params }, headers }: RequestContext): ParameterSources {
    const query = this.#readsQuery ? parseQuery(raw.url ?? '') : noQuery
    if (query === undefined) {
      throw automaticProblem('malformedRequest', {
        detail: 'The query string has a malformed percent-encoding',
      })
    }
    return {
      path: params as Readonly<Record<string, string>>,
      query,
      headers,
      cookies: this.#readsCookies ? parseCookie(headers.cookie ?? '') : noCookies,
    }
  }

  /** Where a violation of the whole payload lies: in a parameter, or in the body. */
  #locate(issue: Issue): Violation {
    const [field, ...rest] = issue.path
    const parameter = this.#parameters.find((one) => one.field === field)
    return parameter === undefined
      ? toViolation(issue, 'body')
      : toViolation({ ...issue, path: [parameter.name, ...rest] }, parameter.in)
  }
}

type WholeBody = Extract<BodyModel, { kind: 'whole' }>
type FieldsBody = Extract<BodyModel, { kind: 'fields' }>
type BodyDecoder = (json: unknown, payload: Fields, issues: Issues) => unknown

function compileBody(
  route: RouteModel,
  codecs: CodecCompiler,
  raw: boolean,
): BodyDecoder | undefined {
  const { body } = route
  if (body === undefined) return undefined
  const codec = raw ? (value: unknown) => value : codecs.compile(body.json)
  return body.kind === 'whole'
    ? compileWholeBody(body, codec)
    : compileFieldsBody(body, codec, route.parameters)
}

function compileWholeBody({ field, json, required }: WholeBody, codec: Codec): BodyDecoder {
  const fallback = json.default ?? resolveRef(json).default
  return (given, payload, issues) => {
    if (given === undefined && required) issues.add('required', 'is required')
    const value = given === undefined ? structuredClone(fallback) : codec(given, issues)
    if (field === undefined) return value
    if (value !== undefined) payload[field] = value
    return payload
  }
}

function compileFieldsBody(
  { fields, required }: FieldsBody,
  codec: Codec,
  parameters: readonly ParameterModel[],
): BodyDecoder {
  const names = new Set(fields.map(({ name }) => name))
  const declared = new Set([...fields, ...parameters].map(({ field }) => field))
  const complete = parameters.length === 0 && fields.every(({ field, name }) => field === name)
  return (given, payload, issues) => {
    if (given === undefined && required) {
      issues.add('required', 'is required')
      return payload
    }
    const decoded = codec(given === undefined ? {} : given, issues) as Fields
    if (complete || typeof decoded !== 'object' || decoded === null) return decoded
    for (const { field, name } of fields) {
      if (decoded[name] !== undefined) payload[field] = decoded[name]
    }
    // Unknown fields that are kept, or that a foreign payload judges itself. None of them may stand in for a field that travels elsewhere.
    for (const name in decoded) {
      if (!names.has(name) && !declared.has(name)) payload[name] = decoded[name]
    }
    return payload
  }
}

const noCookies = {}

function toViolation({ path, rule, message }: Issue, place: Violation['in']): Violation {
  return { pointer: toPointer(path), in: place, rule, message }
}

function isForeign(json: JsonSchema): boolean {
  return resolveRef(json)[foreign] !== undefined
}
