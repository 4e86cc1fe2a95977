import { DeadlineQueue } from './deadline-queue.ts'
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

/**
 * Sees to it that every request is answered by its deadline, whatever it waits for. What a handler
 * still does after that is its own affair; its signal is aborted.
 */
export class Deadlines {
  readonly #queues = new Map<number, DeadlineQueue<RequestContext>>()

  /** The queue of all requests that have this many milliseconds. */
  of(length: number): DeadlineQueue<RequestContext> {
    const queue = this.#queues.get(length) ?? new DeadlineQueue(length, expire)
    this.#queues.set(length, queue)
    return queue
  }
}

function expire(context: RequestContext): void {
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
