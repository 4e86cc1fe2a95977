import type { CodecCompiler, MethodModel, RouteModel } from '@seaworthy/design'
import type { ApiError, Failure } from './api-error.ts'
import { ErrorDecoder } from './error-decoder.ts'
import type { ReceivedResponse } from './received-response.ts'
import { RequestEncoder } from './request-encoder.ts'
import { ResponseApiError } from './response-api-error.ts'
import { ResponseDecoder } from './response-decoder.ts'
import { ResponseMismatch } from './response-mismatch.ts'

/** Everything about calls of a method that does not depend on the call, worked out at the first. */
export class MethodPlan {
  readonly method: MethodModel
  readonly route: RouteModel
  readonly requests: RequestEncoder
  readonly responses: ResponseDecoder
  readonly #errors: ErrorDecoder

  constructor(method: MethodModel, { sending, receiving, checked }: PlanCodecs) {
    this.method = method
    this.route = chooseRoute(method)
    this.requests = new RequestEncoder(method, this.route, sending)
    this.responses = new ResponseDecoder(method, this.route, receiving, checked)
    this.#errors = new ErrorDecoder(method, receiving)
  }

  /** The result in an answer. @throws ApiError */
  read(received: ReceivedResponse, failure: Failure): unknown {
    try {
      const error = received.status >= 400 ? this.#readError(received, failure) : undefined
      if (error !== undefined) throw error
      return this.responses.decode(received)
    } catch (cause) {
      if (!(cause instanceof ResponseMismatch)) throw cause
      const { message, violations } = cause
      throw new ResponseApiError(`${message} (${received.status})`, violations, {
        ...failure,
        cause,
      })
    }
  }

  #readError(received: ReceivedResponse, failure: Failure): ApiError | undefined {
    if (this.route.verb !== 'HEAD') return this.#errors.decode(received, failure)
    const designed = this.route.responses.some(({ status }) => status === received.status)
    return designed ? undefined : this.#errors.decodeStatus(received.status, failure)
  }
}

/** What the plans of a client share. */
export interface PlanCodecs {
  readonly sending: CodecCompiler
  readonly receiving: CodecCompiler
  /** Answers are checked in full. */
  readonly checked: boolean
}

/**
 * The first route in the order of the design, but one with HEAD only when there is no other: its
 * answers have no body, so neither results nor the documents of errors arrive. Every route of a
 * method carries the whole payload, so no other difference matters.
 */
function chooseRoute({ routes }: MethodModel): RouteModel {
  const [first] = routes
  // A design without a route does not load (ROUTE_MISSING).
  return routes.find(({ verb }) => verb !== 'HEAD') ?? (first as RouteModel)
}
