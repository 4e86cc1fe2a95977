/** Work beside requests: a consumer, a schedule. Starts after the resources, stops before them. */
export interface Worker {
  readonly name: string
  /**
   * Runs until `signal` aborts: then takes no new work, finishes what it has, and resolves. When it
   * ends by itself, with an error or without, the process shuts down.
   */
  run(signal: AbortSignal): Promise<void>
}

/** A worker under way. */
export interface RunningWorker {
  /** Resolves when the worker has finished what it had. */
  stop(): Promise<void>
}

export function startWorker(worker: Worker, onFailure: (error: unknown) => void): RunningWorker {
  const stopping = new AbortController()
  const running = Promise.resolve()
    .then(() => worker.run(stopping.signal))
    .then(() => {
      if (!stopping.signal.aborted) throw new Error(`The worker ${worker.name} ended by itself`)
    })
    .catch((error: unknown) => {
      if (!stopping.signal.aborted) onFailure(error)
      else throw error
    })
  running.catch(() => {})
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
