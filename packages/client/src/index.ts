export { ApiError } from './api-error.ts'
export type { Credential, CredentialSource } from './authorization.ts'
export type { Call, CallOptions, HeaderValues } from './call.ts'
export { ClientError, clientErrors } from './client-error.ts'
export type { ClientErrorCode } from './client-error.ts'
export type {
  CallArguments,
  ClientMethod,
  ErrorOf,
  FrameworkError,
  FrameworkErrorCode,
  MethodError,
  SafeResult,
} from './client-method.ts'
export type { ClientOptions, Fetch } from './client-settings.ts'
export type { Client, ServiceClient } from './client.ts'
export { createClient } from './create-client.ts'
export { DesignedApiError } from './designed-api-error.ts'
export { ProblemApiError } from './problem-api-error.ts'
export type { ProblemErrorCode } from './problem-api-error.ts'
export { RequestApiError } from './request-api-error.ts'
export type { RequestErrorCode } from './request-api-error.ts'
export { ResponseApiError } from './response-api-error.ts'
export type { ResponseErrorCode } from './response-api-error.ts'
export type { RetryOptions } from './retry-policy.ts'
export { TransportApiError } from './transport-api-error.ts'
export type { TransportErrorCode } from './transport-api-error.ts'
