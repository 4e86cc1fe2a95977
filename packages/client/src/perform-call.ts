import { ApiError } from './api-error.ts'
import { Attempt } from './attempt.ts'
import type { CallOptions } from './call.ts'
import { type ClientSettings, checkTimeout, resolveRetry } from './client-settings.ts'
import type { MethodPlan } from './method-plan.ts'
import { pauseBeforeRetry } from './retry-policy.ts'
import { TimeLimit } from './time-limit.ts'

/** So that the 504 of the service arrives before the client gives up. In milliseconds. */
const timeoutMargin = 5000

/** One call, with as many attempts as it takes and may have. @throws ApiError */
export async function performCall(
  plan: MethodPlan,
  settings: ClientSettings,
  payload: unknown,
  options: CallOptions,
): Promise<unknown> {
  const { method } = plan
  const request = plan.requests.encode(payload)
  const retry = resolveRetry(method.idempotent ? options.retry : false, settings.retry)
  const timeout = checkTimeout(options.timeout) ?? settings.timeout
  const limit = new TimeLimit(timeout ?? method.deadline + timeoutMargin, options.signal)
  const end = retry.now() + limit.milliseconds
  const call = { plan, settings, request, options, limit, now: retry.now }
  try {
    for (let number = 1; ; number++) {
      try {
        return await new Attempt(call, number).run()
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        const pause = pauseBeforeRetry(error, number, retry)
        if (pause === undefined || retry.now() + pause >= end) throw error
        await retry.sleep(pause, limit.signal)
      }
    }
  } finally {
    limit.clear()
  }
}
