import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'

const current = new AsyncLocalStorage<number>()

/**
 * Gives every query that `run` starts this many milliseconds instead of the pool's `queryTimeout`;
 * 0 means no limit. For the rest of a request's budget, and for work without one (a migration).
 */
export function withQueryTimeout<Result>(milliseconds: number, run: () => Result): Result {
  return current.run(milliseconds, run)
}

export interface ClientTimeouts {
  /** Milliseconds to open a connection. */
  readonly connectTimeout: number
  /** Milliseconds to wait for the answer to a query; 0 means no limit. */
  readonly queryTimeout: number
}

/**
 * A `pg.Client` that does not wait for ever on a server that is frozen or cut off, where the
 * server's own `statement_timeout` does nothing. A connection whose answer is overdue is closed
 * and never used again: its answer may still arrive, and would belong to no query.
 */
export function createClientClass({ connectTimeout, queryTimeout }: ClientTimeouts) {
  return class extends pg.Client {
    #overdue: Error | undefined

    constructor(config?: pg.ClientConfig) {
      super({ ...config, password: config?.password, connectionTimeoutMillis: connectTimeout })
    }

    // One implementation behind the overloads of `pg`: text, a config object, or a cursor.
    // oxlint-disable-next-line typescript/no-explicit-any
    override query(...args: any[]): any {
      const [query, ...rest] = args as [unknown, ...unknown[]]
      // The `rollback` that follows must not hide the reason behind "Client was closed".
      if (this.#overdue) return Promise.reject(this.#overdue)
      const limit = current.getStore() ?? queryTimeout
      const text = typeof query === 'string' ? { text: query } : isConfig(query) && query
      const limited = limit > 0 && text ? [{ query_timeout: limit, ...text }, ...rest] : args
      const result: unknown = Reflect.apply(super.query, this, limited)
      if (result instanceof Promise) {
        // Before whoever waits for the result can give the connection back.
        result.catch((error: unknown) => {
          if (!isQueryTimeout(error)) return
          this.#overdue = error
          this.end().catch(() => {})
        })
      }
      return result
    }
  }
}

function isQueryTimeout(error: unknown): error is Error {
  return error instanceof Error && error.message === 'Query read timeout'
}

function isConfig(query: unknown): query is object {
  return typeof query === 'object' && query !== null && !('submit' in query)
}
