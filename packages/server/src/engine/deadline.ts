import { automaticProblem } from './problem.ts'
import type { RequestContext } from './request-context.ts'
import { sendProblem } from './send.ts'

/** The handler did not answer in time. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
}

/** The client closed the connection before it had its answer. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError'
}

/** Node takes a longer one for none at all. */
const longestTimer = 2 ** 31 - 1

/**
 * Sees to it that a request is answered by its deadline, whatever it waits for. What a handler
 * still does after that is its own affair; its signal is aborted.
 */
export function watchDeadline(context: RequestContext): void {
  context.timer = setTimeout(expire, Math.min(context.method.deadline, longestTimer), context)
}

function expire(context: RequestContext): void {
  if (context.settled) return
  const { service, name, deadline } = context.method
  const error = new DeadlineError(`${service}.${name} took longer than ${deadline} ms`)
  if (context.receiving) {
    sendProblem(context, automaticProblem('requestTimeout', { headers: { connection: 'close' } }))
  } else {
    context.failure = error
    sendProblem(context, automaticProblem('deadlineExceeded'))
  }
  context.abort(error)
}
