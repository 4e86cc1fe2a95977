import {
  type Codec,
  type CodecCompiler,
  type ErrorModel,
  Issues,
  type JsonSchema,
  type MethodModel,
  type ResponseModel,
  type RouteModel,
  resolveRef,
  toPointer,
} from '@seaworthy/design'
import { stringifySetCookie } from 'cookie'
import { type DesignedError, ProblemError } from './problem.ts'

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

type Fields = Readonly<Record<string, unknown>>

/**
 * Encodes the results of one route: checks them against the design, leaves out what is not
 * declared, and puts every field in its place.
 */
export class ResponseEncoder {
  readonly #method: MethodModel
  readonly #responses: readonly ResponsePlan[]
  readonly #errors: ReadonlyMap<ErrorModel, Codec>

  constructor(method: MethodModel, route: RouteModel, codecs: CodecCompiler) {
    this.#method = method
    this.#responses = route.responses.map((response) => compileResponse(response, codecs))
    this.#errors = new Map(
      method.errors.flatMap((model) =>
        model.fields === undefined ? [] : [[model, codecs.compile(model.fields)]],
      ),
    )
  }

  encode(result: unknown): EncodedResponse {
    const plan = this.#choose(result)
    const issues = new Issues(8)
    const response = plan.encode(result, issues)
    if (issues.count > 0) throw this.#mismatch(issues)
    return response
  }

  /** The problem document of a designed error, or what is wrong with its fields. */
  encodeProblem(error: DesignedError): ProblemError | ResultMismatchError {
    const codec = this.#errors.get(error.model)
    if (codec === undefined) return error
    const issues = new Issues(8)
    const members = codec(error.members, issues) as Fields
    if (issues.count > 0) return this.#mismatch(issues)
    return new ProblemError({ ...error, title: error.title, members })
  }

  #choose(result: unknown): ResponsePlan {
    const [only] = this.#responses
    if (this.#responses.length === 1 && only !== undefined) return only
    const fields = (result ?? {}) as Fields
    for (const plan of this.#responses) {
      if (plan.when.every(([field, value]) => fields[field] === value)) return plan
    }
    throw new ResultMismatchError(`No response of ${this.#name} fits the result`)
  }

  #mismatch(issues: Issues): ResultMismatchError {
    const found = issues.list.map(
      ({ path, message }) => `${toPointer(path) || 'result'} ${message}`,
    )
    return new ResultMismatchError(
      `The result of ${this.#name} does not match its design: ${found.join('; ')}`,
    )
  }

  get #name(): string {
    return `${this.#method.service}.${this.#method.name}`
  }
}

interface ResponsePlan {
  readonly when: readonly (readonly [string, unknown])[]
  readonly encode: (result: unknown, issues: Issues) => EncodedResponse
}

function compileResponse(response: ResponseModel, codecs: CodecCompiler): ResponsePlan {
  const { status, body } = response
  const writeBody = body && compileBody(body, codecs)
  const contentType = body?.contentType
  const headers = [
    ...response.headers.map(({ field, name, json, required }) =>
      compileHeader(field, json, codecs, required, (text) => [name.toLowerCase(), text]),
    ),
    ...response.cookies.map(({ field, cookie, json, required }) =>
      compileHeader(field, json, codecs, required, (text) => [
        'set-cookie',
        stringifySetCookie({
          secure: true,
          httpOnly: true,
          sameSite: 'lax',
          path: '/',
          ...cookie,
          value: text,
        }),
      ]),
    ),
  ]
  return {
    when: Object.entries(response.when ?? {}),
    encode: (result, issues) => ({
      status,
      contentType,
      body: writeBody?.(result, issues),
      headers:
        headers.length === 0
          ? noHeaders
          : headers.flatMap((write) => write(result as Fields, issues)),
    }),
  }
}

const noHeaders: readonly (readonly [string, string])[] = []

function compileBody(
  { field, json, required, encoding }: NonNullable<ResponseModel['body']>,
  codecs: CodecCompiler,
): (result: unknown, issues: Issues) => string | Uint8Array | undefined {
  const codec = codecs.compile(json)
  return (result, issues) => {
    const value = field === undefined ? result : (result as Fields)[field]
    if (value === undefined && !required) return undefined
    const before = issues.count
    const encoded = codec(value, issues)
    if (issues.count !== before) {
      if (field !== undefined) issues.nest(before, field)
      return undefined
    }
    if (encoding === 'json') return JSON.stringify(encoded)
    return encoding === 'bytes' ? (value as Uint8Array) : (encoded as string)
  }
}

type HeaderWriter = (result: Fields, issues: Issues) => (readonly [string, string])[]

function compileHeader(
  field: string,
  json: JsonSchema,
  codecs: CodecCompiler,
  required: boolean,
  entry: (text: string) => readonly [string, string],
): HeaderWriter {
  const codec = codecs.compile(json)
  const fallback = json.default ?? resolveRef(json).default
  return (result, issues) => {
    const value = result[field] ?? fallback
    if (value === undefined || value === null) {
      if (required) issues.add('required', 'is required', field)
      return []
    }
    const before = issues.count
    const encoded = codec(value, issues)
    if (issues.count !== before) {
      issues.nest(before, field)
      return []
    }
    return [entry(Array.isArray(encoded) ? encoded.join(', ') : String(encoded))]
  }
}
