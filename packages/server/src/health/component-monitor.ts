import type { Criticality } from '@seaworthy/design'
import { withTimeout } from '../lifecycle/with-timeout.ts'
import type { CheckResult, ComponentHealth, HealthCheck } from './health-check.ts'

/** Time, so that tests need not wait for it. */
export interface HealthClock {
  /** Milliseconds that only go forward. */
  now(): number
  date(): Date
  /** Runs once, later; never holds the process. Returns what cancels it. */
  later(run: () => void, milliseconds: number): () => void
}

export const systemClock: HealthClock = {
  now: () => performance.now(),
  date: () => new Date(),
  later(run, milliseconds) {
    const timer = setTimeout(run, milliseconds).unref()
    return () => clearTimeout(timer)
  },
}

/**
 * Watches one component. There is never more than one check under way: a check that does not come
 * back keeps its turn, its result counts as a failure from the timeout on, and what is known of the
 * component grows stale (degraded after two intervals, unhealthy after three).
 */
export class ComponentMonitor {
  readonly name: string
  readonly criticality: Criticality
  readonly #check: HealthCheck
  readonly #clock: HealthClock
  readonly #onChange: (name: string, health: ComponentHealth) => void
  readonly #interval: number
  readonly #timeout: number
  readonly #closing = new AbortController()
  #known: { readonly health: ComponentHealth; readonly at: number } | undefined
  #running: Promise<void> | undefined
  #cancel: (() => void) | undefined

  constructor(
    check: HealthCheck,
    clock: HealthClock,
    onChange: (name: string, health: ComponentHealth) => void,
  ) {
    this.name = check.name
    this.criticality = check.criticality ?? 'critical'
    this.#check = check
    this.#clock = clock
    this.#onChange = onChange
    this.#interval = check.interval ?? 10_000
    this.#timeout = check.timeout ?? 1_000
  }

  /** The first check, and then one every interval. Settles when the first is done or timed out. */
  async start(): Promise<void> {
    await this.#runOnce()
    this.#schedule()
  }

  close(): void {
    this.#closing.abort()
    this.#cancel?.()
  }

  /** Costs a look at the clock. */
  get health(): ComponentHealth {
    if (this.#known === undefined) return { status: 'unhealthy', message: 'not checked yet' }
    const { health, at } = this.#known
    const age = this.#clock.now() - at
    if (age <= 2 * this.#interval) return health
    const message = `stale: the last answer is ${Math.round(age / 1000)} s old`
    const stale = age > 3 * this.#interval || health.status === 'unhealthy'
    return { ...health, status: stale ? 'unhealthy' : 'degraded', message }
  }

  #schedule(): void {
    if (this.#closing.signal.aborted) return
    const jitter = 0.8 + Math.random() * 0.4
    this.#cancel = this.#clock.later(() => {
      void this.#runOnce().then(() => this.#schedule())
    }, this.#interval * jitter)
  }

  async #runOnce(): Promise<void> {
    if (this.#running !== undefined) return
    const began = this.#clock.now()
    const timeout = new AbortController()
    const signal = AbortSignal.any([timeout.signal, this.#closing.signal])
    const check = Promise.resolve().then(() => this.#check.run(signal))
    this.#running = check.then(
      () => this.#finish(),
      () => this.#finish(),
    )
    try {
      const result = await withTimeout(check, this.#timeout, 'The check')
      this.#learn(result ?? { status: 'ok' }, began)
    } catch (error) {
      timeout.abort(error)
      if (this.#closing.signal.aborted) return
      this.#learn({ status: 'unhealthy', message: reasonOf(error) }, began)
    }
  }

  #finish(): void {
    this.#running = undefined
  }

  #learn({ status, message }: CheckResult, began: number): void {
    const before = this.#known?.health.status
    const health = {
      status,
      ...(message !== undefined && { message }),
      latency_ms: Math.round((this.#clock.now() - began) * 10) / 10,
      last_check: this.#clock.date().toISOString(),
    }
    this.#known = { health, at: this.#clock.now() }
    if (before !== status) this.#onChange(this.name, health)
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as { code?: unknown }
  return error.message || (typeof code === 'string' ? code : error.name)
}
