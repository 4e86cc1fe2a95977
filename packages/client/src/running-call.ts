import type { CallOptions } from './call.ts'
import type { ClientSettings } from './client-settings.ts'
import type { MethodPlan } from './method-plan.ts'
import type { EncodedRequest } from './request-encoder.ts'
import type { TimeLimit } from './time-limit.ts'

/** What all attempts of a call share. */
export interface RunningCall {
  readonly plan: MethodPlan
  readonly settings: ClientSettings
  readonly request: EncodedRequest
  readonly options: CallOptions
  readonly limit: TimeLimit
  /** Milliseconds since 1970. */
  readonly now: () => number
}
