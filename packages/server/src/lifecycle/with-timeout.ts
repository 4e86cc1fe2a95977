/** It was not done in time. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError'
}

/** Settles as `promise` does, or rejects after `milliseconds`; the timer never holds the process. */
export async function withTimeout<Value>(
  promise: Promise<Value>,
  milliseconds: number,
  what: string,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new TimeoutError(`${what} took longer than ${milliseconds} ms`)),
      milliseconds,
    )
  })
  try {
    return await Promise.race([promise, timeout])
  } finally {
    clearTimeout(timer)
  }
}
