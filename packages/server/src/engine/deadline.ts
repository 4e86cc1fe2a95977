import type { RequestContext } from './request-context.ts'

/** The handler did not answer in time. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
}

/** The client closed the connection before it had its answer. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError'
}

/**
 * Runs a handler until its deadline. Then the signal of the request is aborted and the caller gets
 * a `DeadlineError`; what the handler still does is its own affair.
 */
export function withDeadline(context: RequestContext, run: () => unknown): unknown {
  const result = run()
  if (!isThenable(result)) return result
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const { service, name, deadline } = context.method
      const error = new DeadlineError(`${service}.${name} took longer than ${deadline} ms`)
      context.abort(error)
      reject(error)
    }, context.remaining())
    result.then(
      (value) => {
        clearTimeout(timer)
        resolve(value)
      },
      (error: unknown) => {
        clearTimeout(timer)
        reject(error instanceof Error ? error : new Error('The handler rejected', { cause: error }))
      },
    )
  })
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'then' in value &&
    typeof value.then === 'function'
  )
}
