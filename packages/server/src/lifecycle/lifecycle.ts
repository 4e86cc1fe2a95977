import { serverError } from '../errors.ts'
import type { ShutdownBudgets } from './budgets.ts'
import type { LifecycleLog } from './lifecycle-log.ts'
import { withTimeout } from './with-timeout.ts'

export type LifecycleState = 'starting' | 'ready' | 'draining' | 'closing' | 'stopped'

export interface ShutdownReason {
  readonly kind: 'signal' | 'fatal' | 'stop' | 'failed-start'
  /** `SIGTERM`, `uncaughtException`… */
  readonly name: string
  readonly error?: unknown
}

/** What was started and how it is released. */
interface Release {
  readonly name: string
  /** Milliseconds; beyond it the release counts as failed, and closing goes on. */
  readonly budget: number
  readonly run: () => Promise<unknown> | unknown
}

/** What a shutdown could not do in time or at all. */
export interface ShutdownReport {
  readonly reason: ShutdownReason
  readonly exitCode: 0 | 1
  readonly failed: readonly string[]
  readonly durationMs: number
}

/** After a fatal error the process is damaged: it does not linger. */
const fatalBudget = 10_000

/**
 * The life of a process, as decision 007 has it:
 *
 *     starting → ready → draining → closing → stopped
 *
 * What starts is pushed on one stack; closing pops it. The first reason to shut down wins.
 */
export class Lifecycle {
  readonly #budgets: ShutdownBudgets
  readonly #log: LifecycleLog
  readonly #stack: Release[] = []
  readonly #starting = new AbortController()
  readonly #drainListeners: (() => void)[] = []
  #state: LifecycleState = 'starting'
  #stopped: Promise<ShutdownReport> | undefined
  #skipDrain: (() => void) | undefined
  #releasing: string | undefined
  /** Starts under way: what they make must be released too. */
  readonly #pending = new Set<Promise<unknown>>()

  constructor(budgets: ShutdownBudgets, log: LifecycleLog) {
    this.#budgets = budgets
    this.#log = log
  }

  get state(): LifecycleState {
    return this.#state
  }

  /** Aborts when a shutdown begins before the start is complete. */
  get starting(): AbortSignal {
    return this.#starting.signal
  }

  /** What has been started and not released, the last one first; for the report of a forced exit. */
  get unfinished(): string[] {
    const waiting = this.#stack.map(({ name }) => name).reverse()
    return this.#releasing === undefined ? waiting : [this.#releasing, ...waiting]
  }

  /**
   * Starts one thing and remembers how to release it. When a shutdown begins meanwhile, `start`
   * sees its signal abort; should it succeed all the same, what it made is released.
   */
  async start<Handle>(
    name: string,
    start: (signal: AbortSignal) => Promise<Handle> | Handle,
    release: (handle: Handle) => Promise<unknown> | unknown,
    budget = this.#budgets.close,
  ): Promise<Handle> {
    this.starting.throwIfAborted()
    const starting = Promise.resolve(start(this.starting))
    this.#pending.add(starting)
    try {
      const handle = await starting
      this.#stack.push({ name, budget, run: () => release(handle) })
      this.starting.throwIfAborted()
      return handle
    } finally {
      this.#pending.delete(starting)
    }
  }

  /** Tells when draining begins: readiness has failed, requests are still served. */
  onDrain(listener: () => void): void {
    this.#drainListeners.push(listener)
  }

  /** Everything is started. */
  ready(): void {
    this.starting.throwIfAborted()
    this.#state = 'ready'
  }

  /** Begins to shut down; settles with a report. Later calls get the same report. */
  shutdown(reason: ShutdownReason): Promise<ShutdownReport> {
    this.#stopped ??= this.#run(reason)
    return this.#stopped
  }

  /** Ends the drain delay before its time. */
  skipDrain(): void {
    this.#skipDrain?.()
  }

  async #run(reason: ShutdownReason): Promise<ShutdownReport> {
    const began = performance.now()
    const wasReady = this.#state === 'ready'
    this.#state = 'draining'
    this.#log.info('shutdown_started', {
      reason: reason.name,
      budget_ms: this.#totalBudget(reason),
      ...(reason.error !== undefined && { error: reason.error }),
    })
    this.#starting.abort(serverError('START_ABORTED', { reason: reason.name }, reason.error))
    for (const listener of this.#drainListeners) listener()
    if (wasReady && reason.kind === 'signal') await this.#drainDelay(reason)
    this.#state = 'closing'
    await this.#settlePending()
    const failed = await this.#releaseAll(began + this.#totalBudget(reason) - this.#budgets.flush)
    this.#state = 'stopped'
    const bad = failed.length > 0 || reason.kind === 'fatal' || reason.kind === 'failed-start'
    const durationMs = Math.round(performance.now() - began)
    return { reason, exitCode: bad ? 1 : 0, failed, durationMs }
  }

  #totalBudget({ kind }: ShutdownReason): number {
    return kind === 'fatal' ? Math.min(fatalBudget, this.#budgets.total) : this.#budgets.total
  }

  async #drainDelay({ name }: ShutdownReason): Promise<void> {
    const { drainDelay } = this.#budgets
    if (drainDelay === 0 || name === 'SIGINT') return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, drainDelay)
      this.#skipDrain = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  async #settlePending(): Promise<void> {
    if (this.#pending.size === 0) return
    // A turn later they are on the stack.
    const settled = Promise.allSettled(this.#pending).then(() => undefined)
    await withTimeout(settled, this.#budgets.close, 'What was being started').catch(
      (error: unknown) => this.#log.error('close_failed', { component: 'start', error }),
    )
  }

  /** Each release has its own budget, and all together end in time for what is still to be written. */
  async #releaseAll(deadline: number): Promise<string[]> {
    const failed: string[] = []
    for (let release = this.#stack.pop(); release !== undefined; release = this.#stack.pop()) {
      const { name, budget, run } = release
      this.#releasing = name
      try {
        const left = Math.max(this.#budgets.flush / 2, deadline - performance.now())
        await withTimeout(Promise.resolve(run()), Math.min(budget, left), `Closing ${name}`)
        this.#log.info('closed', { component: name })
      } catch (error) {
        failed.push(name)
        this.#log.error('close_failed', { component: name, error })
      }
    }
    this.#releasing = undefined
    return failed
  }
}
