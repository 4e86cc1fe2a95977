import {
  type Codec,
  type CodecCompiler,
  type ErrorModel,
  Issues,
  type MethodModel,
  type ResponseModel,
  type RouteModel,
  resolveRef,
  toPointer,
} from '@seaworthy/design'
import { type DesignedError, ProblemError } from './problem.ts'
import { type BodyWriter, compileResponseBody } from './response-body.ts'
import { type HeaderWriter, compileResponseHeaders } from './response-headers.ts'

/** A result, ready to be written. */
export interface EncodedResponse {
  readonly status: number
  readonly contentType: string | undefined
  readonly body: string | Uint8Array | undefined
  readonly headers: readonly (readonly [name: string, value: string])[]
}

/** A handler returned what its design does not allow: a defect of the service, never of the caller. */
export class ResultMismatchError extends Error {
  override readonly name = 'ResultMismatchError'
}

export type Fields = Readonly<Record<string, unknown>>

/**
 * Encodes the results of one route: checks them against the design, leaves out what is not
 * declared, and puts every field in its place.
 */
export class ResponseEncoder {
  readonly #name: string
  readonly #responses: readonly ResponsePlan[]
  readonly #only: ResponsePlan | undefined
  readonly #errors: ReadonlyMap<ErrorModel, Codec>

  constructor(method: MethodModel, route: RouteModel, codecs: CodecCompiler) {
    this.#name = `${method.service}.${method.name}`
    this.#responses = route.responses.map((response) => compileResponse(response, method, codecs))
    this.#only = this.#responses.length === 1 ? this.#responses[0] : undefined
    this.#errors = new Map(
      method.errors.flatMap((model) =>
        model.fields === undefined ? [] : [[model, codecs.compile(model.fields)]],
      ),
    )
  }

  encode(result: unknown): EncodedResponse {
    const plan = this.#only ?? this.#choose(result)
    const issues = new Issues(8)
    const response = plan.encode(result, issues)
    if (issues.count > 0) throw mismatch(`The result of ${this.#name}`, issues)
    return response
  }

  /** The problem document of a designed error, or what is wrong with its fields. */
  encodeProblem(error: DesignedError): ProblemError | ResultMismatchError {
    const codec = this.#errors.get(error.model)
    const issues = new Issues(8)
    const members = codec === undefined ? {} : (codec(error.members, issues) as Fields)
    if (issues.count > 0) return mismatch(`The error ${error.model.name} of ${this.#name}`, issues)
    const { type, status, title, detail } = error
    return new ProblemError({ type, status, title, detail, members })
  }

  #choose(result: unknown): ResponsePlan {
    const fields = (result ?? {}) as Fields
    const plan = this.#responses.find(({ when }) =>
      when.every(({ field, value, fallback }) => (fields[field] ?? fallback) === value),
    )
    if (plan !== undefined) return plan
    throw new ResultMismatchError(`No response of ${this.#name} fits the result`)
  }
}

function mismatch(what: string, issues: Issues): ResultMismatchError {
  const found = issues.list.map(({ path, message }) => `${toPointer(path) || 'it'} ${message}`)
  return new ResultMismatchError(`${what} does not match its design: ${found.join('; ')}`)
}

interface ResponsePlan {
  readonly when: readonly Condition[]
  readonly encode: (result: unknown, issues: Issues) => EncodedResponse
}

interface Condition {
  readonly field: string
  readonly value: unknown
  readonly fallback: unknown
}

function compileResponse(
  response: ResponseModel,
  { result }: MethodModel,
  codecs: CodecCompiler,
): ResponsePlan {
  const { status, body } = response
  const fields = (result && resolveRef(result).properties) ?? {}
  const when = Object.entries(response.when ?? {}).map(([field, value]) => {
    const json = fields[field] ?? {}
    return { field, value, fallback: json.default ?? resolveRef(json).default }
  })
  const writeBody = body && compileResponseBody(body, codecs)
  const writeHeaders = compileResponseHeaders(response, codecs)
  return { when, encode: compileEncode(status, writeBody, writeHeaders) }
}

function compileEncode(
  status: number,
  body: BodyWriter | undefined,
  headers: HeaderWriter | undefined,
): ResponsePlan['encode'] {
  const contentType = body?.contentType
  return (result, issues) => ({
    status,
    contentType,
    body: body?.write(result, issues),
    headers: headers === undefined ? noHeaders : headers(result, issues),
  })
}

const noHeaders: EncodedResponse['headers'] = []
