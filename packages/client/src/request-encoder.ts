import {
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
import { type BodyWriter, compileBodyWriter } from './body-writer.ts'
import { fieldOf, isObject } from './is-object.ts'
import { type ParameterWriter, compileParameterWriter } from './parameter-writer.ts'
import { invalidPayload } from './request-api-error.ts'

/** A request, ready to be sent: nothing in it depends on the attempt. */
export interface EncodedRequest {
  readonly path: string
  /** `name=value`, percent-encoded. */
  readonly query: readonly string[]
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** `name=value`, percent-encoded. */
  readonly cookies: readonly string[]
  readonly body: string | undefined
}

const violationLimit = 32

/** Encodes the payloads of one method for one route: checks them and puts every field in its place. */
export class RequestEncoder {
  readonly #method: MethodModel
  readonly #route: RouteModel
  readonly #parameters: readonly ParameterWriter[]
  readonly #body: BodyWriter | undefined
  readonly #takesFields: boolean
  /** A foreign payload is checked as a whole, by its own rules. */
  readonly #whole: Codec | undefined

  constructor(method: MethodModel, route: RouteModel, codecs: CodecCompiler) {
    const { payload } = method
    const whole = payload !== undefined && isForeign(payload)
    this.#method = method
    this.#route = route
    this.#parameters = route.parameters.map((parameter) =>
      compileParameterWriter(parameter, codecs, whole),
    )
    this.#body = route.body && compileBodyWriter(route.body, codecs, whole)
    this.#takesFields = route.parameters.length > 0 || route.body?.kind === 'fields'
    this.#whole = whole && payload !== undefined ? codecs.compile(payload) : undefined
  }

  /** @throws RequestApiError with every violation: what the wire cannot tell is one, too. */
  encode(payload: unknown): EncodedRequest {
    const violations: Violation[] = []
    if (this.#whole !== undefined) this.#checkWhole(this.#whole, payload, violations)
    const path: Record<string, string> = {}
    const query: string[] = []
    const headers: [string, string][] = []
    const cookies: string[] = []
    if (payload !== undefined && !isObject(payload) && this.#takesFields) {
      violations.push({ pointer: '', in: 'body', rule: 'type', message: 'must be an object' })
    }
    for (const { field, in: place, name, write } of this.#parameters) {
      const issues = new Issues(violationLimit)
      const written = write(fieldOf(payload, field), issues)
      issues.nest(0, name)
      addViolations(issues, place, violations)
      if (place === 'path') path[name] = written.join('')
      else if (place === 'query') query.push(...written)
      else if (place === 'cookie') cookies.push(...written)
      else headers.push(...written.map((text): [string, string] => [name, text]))
    }
    const issues = new Issues(violationLimit)
    const body = this.#body?.(payload, issues)
    addViolations(issues, 'body', violations)
    if (violations.length > 0) {
      throw invalidPayload(this.#method, violations.slice(0, violationLimit))
    }
    return { path: fillTemplate(this.#route.path, path), query, headers, cookies, body }
  }

  #checkWhole(codec: Codec, payload: unknown, violations: Violation[]): void {
    const issues = new Issues(violationLimit)
    codec(payload === undefined ? {} : payload, issues)
    for (const { path, rule, message } of issues.list) {
      const [field, ...rest] = path
      const parameter = this.#parameters.find((one) => one.field === field)
      violations.push(
        parameter === undefined
          ? { pointer: toPointer(path), in: 'body', rule, message }
          : { pointer: toPointer([parameter.name, ...rest]), in: parameter.in, rule, message },
      )
    }
  }
}

function addViolations(issues: Issues, place: Violation['in'], violations: Violation[]): void {
  for (const { path, rule, message } of issues.list) {
    violations.push({ pointer: toPointer(path), in: place, rule, message })
  }
}

function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\*?(\w+)\}/g, (_, name: string) => values[name] ?? '')
}

function isForeign(json: JsonSchema): boolean {
  return resolveRef(json)[foreign] !== undefined
}
