import type { MethodModel } from '@seaworthy/design'
import { ApiError } from './api-error.ts'
import type { CallOptions } from './call.ts'
import type { ClientSettings } from './client-settings.ts'
import type { DesignedApiError } from './designed-api-error.ts'
import { MethodPlan } from './method-plan.ts'
import { performCall } from './perform-call.ts'
import type { ProblemApiError, ProblemErrorCode } from './problem-api-error.ts'
import type { RequestApiError, RequestErrorCode } from './request-api-error.ts'
import type { ResponseApiError, ResponseErrorCode } from './response-api-error.ts'
import type { TransportApiError, TransportErrorCode } from './transport-api-error.ts'

/** A method of the service, to be called. `Errors` holds the fields of its designed errors. */
export interface ClientMethod<Request, Response, Errors> {
  /** Resolves to the result. @throws ApiError */
  (...args: CallArguments<Request>): Promise<Response>
  /** The error is a value, told apart by its `code`. Only a mistake in the options rejects. */
  safe(...args: CallArguments<Request>): Promise<SafeResult<Response, MethodError<Errors>>>
  /** Whether a call of this method failed with this error. */
  isError<Code extends keyof Errors | FrameworkErrorCode>(
    error: unknown,
    code: Code,
  ): error is ErrorOf<Errors, Code>
  /** Whether a call of this method failed with any error. */
  isError(error: unknown): error is MethodError<Errors>
}

/** What a method takes: nothing but options, a payload that may be left out, or a payload. */
export type CallArguments<Request> = [Request] extends [void]
  ? [options?: CallOptions]
  : Record<never, never> extends Request
    ? [request?: Request, options?: CallOptions]
    : [request: Request, options?: CallOptions]

export type SafeResult<Value, Failure> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: Failure }

/** Every error that a call can fail with, told apart by `code`. */
export type MethodError<Errors> =
  | { [Name in keyof Errors]: DesignedApiError<Name & string, Errors[Name]> }[keyof Errors]
  | FrameworkError

/** The errors that need no word in the design. */
export type FrameworkError =
  | ProblemApiError
  | ResponseApiError
  | TransportApiError
  | RequestApiError

export type FrameworkErrorCode = FrameworkError['code']

/** The error of a method that has this code. */
export type ErrorOf<Errors, Code> = Code extends keyof Errors
  ? DesignedApiError<Code & string, Errors[Code]>
  : Code extends ProblemErrorCode
    ? ProblemApiError
    : Code extends ResponseErrorCode
      ? ResponseApiError
      : Code extends TransportErrorCode
        ? TransportApiError
        : Code extends RequestErrorCode
          ? RequestApiError
          : never

type Untyped = ClientMethod<unknown, unknown, Readonly<Record<string, unknown>>>

/** The plan of a method is made when it is first called: a large design costs nothing at start. */
export function createClientMethod(model: MethodModel, settings: ClientSettings): Untyped {
  let plan: MethodPlan | undefined
  async function call(...args: unknown[]): Promise<unknown> {
    const payload = model.payload === undefined ? undefined : args.shift()
    const [options = {}] = args as [options?: CallOptions]
    plan ??= new MethodPlan(model, settings)
    return performCall(plan, settings, payload, options)
  }
  async function safe(...args: unknown[]): Promise<SafeResult<unknown, ApiError>> {
    try {
      return { ok: true, value: await call(...args) }
    } catch (error) {
      if (error instanceof ApiError) return { ok: false, error }
      throw error
    }
  }
  function isError(error: unknown, code?: PropertyKey): boolean {
    if (!(error instanceof ApiError) || error.method !== model) return false
    return code === undefined || error.code === code
  }
  // An `ApiError` of this method has a code of this method: `ErrorDecoder` knows no other.
  return Object.freeze(Object.assign(call, { safe, isError })) as Untyped
}
