import type { ErrorModel } from '@seaworthy/design'
import { ApiError, type Failure } from './api-error.ts'
import type { ReceivedProblem } from './received-problem.ts'

/** An error that the design of the method names. `code` is its name there. */
export class DesignedApiError<Code extends string = string, Fields = unknown> extends ApiError {
  override readonly name = 'DesignedApiError'
  declare readonly code: Code
  /** What the problem document carries besides the standard members, decoded by the design. */
  readonly fields: Fields
  /** The same for every occurrence. */
  readonly title: string
  /** What happened this time. */
  readonly detail: string | undefined
  readonly traceId: string | undefined

  constructor(
    { name, title }: ErrorModel,
    fields: Fields,
    { detail, traceId }: ReceivedProblem,
    failure: Failure,
  ) {
    // The name of the model is the key under which the types list it: `Code`.
    super(name, `${detail ?? title} (${failure.response?.status} ${name})`, failure)
    this.fields = fields
    this.title = title
    this.detail = detail
    this.traceId = traceId
  }
}
