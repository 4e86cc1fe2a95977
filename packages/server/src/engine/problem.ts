import {
  type AutomaticProblem,
  type ErrorModel,
  type Violation,
  automaticProblemType,
  automaticProblems,
} from '@seaworthy/design'

/**
 * An error that becomes a problem document. The engine throws it; the outside world sees its
 * status, title, detail and members, and nothing of its cause.
 */
export class ProblemError extends Error {
  override readonly name: string = 'ProblemError'
  readonly type: string
  readonly status: number
  readonly title: string
  readonly detail: string | undefined
  readonly members: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>

  constructor(options: ProblemOptions) {
    super(options.detail ?? options.title, { cause: options.cause })
    this.type = options.type
    this.status = options.status
    this.title = options.title
    this.detail = options.detail
    this.members = options.members ?? {}
    this.headers = options.headers ?? {}
  }
}

interface ProblemOptions {
  readonly type: string
  readonly status: number
  readonly title: string
  readonly detail?: string | undefined
  readonly members?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
  readonly cause?: unknown
}

/** One of the errors that need no word in the design. */
export function automaticProblem(
  code: AutomaticProblem,
  options: Pick<ProblemOptions, 'detail' | 'headers' | 'cause' | 'members'> = {},
): ProblemError {
  return new ProblemError({
    type: automaticProblemType(code),
    ...automaticProblems[code],
    ...options,
  })
}

export function validationProblem(errors: readonly Violation[]): ProblemError {
  return automaticProblem('validation', { members: { errors } })
}

/** An error of the design, made by `errors.name(…)` in a handler. */
export class DesignedError extends ProblemError {
  override readonly name = 'DesignedError'
  readonly model: ErrorModel

  constructor(model: ErrorModel, fields: Readonly<Record<string, unknown>>, options: ThrowOptions) {
    super({
      type: model.type,
      status: model.status,
      title: model.title,
      members: fields,
      detail: options.detail,
      cause: options.cause,
    })
    this.model = model
  }
}

export interface ThrowOptions {
  /** What happened this time, for the caller to read. */
  readonly detail?: string
  /** For the log only. */
  readonly cause?: unknown
}
