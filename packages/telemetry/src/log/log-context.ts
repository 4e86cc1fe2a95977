import { AsyncLocalStorage } from 'node:async_hooks'
import type { LogFields } from './logger.ts'
import type { PlainFields } from './plain.ts'
import { toPlainFields } from './plain-fields.ts'
import type { Redactor } from './redactor.ts'

/**
 * Runs a function so that each line that is logged while it runs, and by what it starts, has these
 * fields: for code that no logger reaches. Handlers have a logger that knows the request, which
 * costs nothing until it is used; this costs something at every request, so nobody does it for you.
 */
export function withLogContext<Result>(fields: LogFields, run: () => Result): Result {
  return storage.run(new LogContext(fields, storage.getStore()), run)
}

export function currentLogContext(): LogContext | undefined {
  return storage.getStore()
}

export class LogContext {
  readonly #fields: LogFields
  readonly #outer: LogContext | undefined
  #plain: { readonly redactor: Redactor; readonly fields: PlainFields } | undefined

  constructor(fields: LogFields, outer: LogContext | undefined) {
    this.#fields = fields
    this.#outer = outer
  }

  /** The fields, those of contexts around this one included; made when the first line needs them. */
  plainFor(redactor: Redactor): PlainFields {
    if (this.#plain?.redactor !== redactor) {
      const outer = this.#outer?.plainFor(redactor)
      this.#plain = { redactor, fields: { ...outer, ...toPlainFields(this.#fields, redactor) } }
    }
    return this.#plain.fields
  }
}

const storage = new AsyncLocalStorage<LogContext>()
