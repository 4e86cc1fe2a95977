import {
  type BodyModel,
  type Codec,
  type CodecCompiler,
  Issues,
  type JsonSchema,
  type MethodModel,
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
import { parseQuery } from './query-string.ts'
import { readJsonBody } from './request-body.ts'
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
  /** A foreign payload validates as a whole, by its own rules. */
  readonly #whole: Codec | undefined
  readonly #hasPayload: boolean
  readonly #limits: Limits

  constructor(method: MethodModel, route: RouteModel, codecs: CodecCompiler, limits: Limits) {
    const whole = method.payload !== undefined && isForeign(method.payload)
    this.#parameters = route.parameters.map((parameter) =>
      compileParameter(parameter, codecs, whole),
    )
    this.#readsQuery = route.parameters.some((parameter) => parameter.in === 'query')
    this.#readsCookies = route.parameters.some((parameter) => parameter.in === 'cookie')
    this.#body = route.body && compileBody(route.body, codecs, whole)
    this.#whole = whole && method.payload ? codecs.compile(method.payload) : undefined
    this.#hasPayload = method.payload !== undefined
    this.#limits = limits
  }

  async decode(context: RequestContext): Promise<unknown> {
    if (!this.#hasPayload) return undefined
    const violations: Violation[] = []
    const payload: Fields = {}
    if (this.#parameters.length > 0) this.#decodeParameters(context, payload, violations)
    let result: unknown = payload
    if (this.#body !== undefined) {
      const { incoming } = context
      const stream = (incoming.body as typeof incoming.raw | undefined) ?? incoming.raw
      const json = await readJsonBody(stream, incoming.raw.headers, this.#limits)
      const issues = new Issues(this.#limits.violations)
      result = this.#body(json, payload, issues)
      addViolations(issues, 'body', violations)
    }
    if (this.#whole !== undefined && violations.length === 0) {
      const issues = new Issues(this.#limits.violations)
      result = this.#whole(result, issues)
      for (const issue of issues.list) violations.push(this.#locate(issue))
    }
    if (violations.length > 0) throw validationProblem(violations.slice(0, this.#limits.violations))
    return result
  }

  #decodeParameters(context: RequestContext, payload: Fields, violations: Violation[]): void {
    const { raw, params } = context.incoming
    const query = this.#readsQuery ? parseQuery(raw.url ?? '') : undefined
    if (this.#readsQuery && query === undefined) {
      throw automaticProblem('malformedRequest', {
        detail: 'The query string has a malformed percent-encoding',
      })
    }
    const cookies = this.#readsCookies ? parseCookie(raw.headers.cookie ?? '') : {}
    const sources: ParameterSources = {
      path: params as Readonly<Record<string, string>>,
      query: query ?? new Map(),
      headers: raw.headers,
      cookies,
    }
    for (const parameter of this.#parameters) {
      const issues = new Issues(this.#limits.violations)
      const value = parameter.read(sources, issues)
      if (issues.count > 0) {
        issues.nest(0, parameter.name)
        addViolations(issues, parameter.in, violations)
      } else if (value !== undefined) payload[parameter.field] = value
    }
  }

  /** Where a violation of the whole payload lies: in a parameter, or in the body. */
  #locate({ path, rule, message }: Issues['list'][number]): Violation {
    const [field, ...rest] = path
    const parameter = this.#parameters.find((one) => one.field === field)
    return parameter === undefined
      ? { pointer: toPointer(path), in: 'body', rule, message }
      : { pointer: toPointer([parameter.name, ...rest]), in: parameter.in, rule, message }
  }
}

type BodyDecoder = (json: unknown, payload: Fields, issues: Issues) => unknown

function compileBody(body: BodyModel, codecs: CodecCompiler, raw: boolean): BodyDecoder {
  const codec = raw ? (value: unknown) => value : codecs.compile(body.json)
  if (body.kind === 'whole') {
    return (json, payload, issues) => {
      if (json === undefined && body.required) issues.add('required', 'is required')
      const value = json === undefined ? undefined : codec(json, issues)
      if (body.field === undefined) return value
      if (value !== undefined) payload[body.field] = value
      return payload
    }
  }
  return (json, payload, issues) => {
    if (json === undefined && body.required) {
      issues.add('required', 'is required')
      return payload
    }
    const value = codec(json ?? {}, issues)
    if (typeof value !== 'object' || value === null) return payload
    const decoded = value as Fields
    if (raw) return { ...decoded, ...payload }
    for (const { field, name } of body.fields) {
      if (decoded[name] !== undefined) payload[field] = decoded[name]
    }
    return payload
  }
}

function addViolations(issues: Issues, place: Violation['in'], violations: Violation[]): void {
  for (const { path, rule, message } of issues.list) {
    violations.push({ pointer: toPointer(path), in: place, rule, message })
  }
}

function isForeign(json: JsonSchema): boolean {
  return resolveRef(json)[foreign] !== undefined
}
