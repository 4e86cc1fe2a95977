import type { AsyncLocalStorage } from 'node:async_hooks'
import {
  type Context,
  type ContextManager,
  ROOT_CONTEXT,
  propagation,
  trace,
} from '@opentelemetry/api'
import type { ActiveTrace, Scope } from '../active-trace.ts'
import { baggageEntries } from '../baggage.ts'
import { ForeignScope } from './foreign-scope.ts'
import type { SpanClock } from '../span-clock.ts'

/** What is active for OpenTelemetry is what is active for us: one storage for both. */
export class ScopeContextManager implements ContextManager {
  readonly #storage: AsyncLocalStorage<Scope>
  readonly #clock: SpanClock

  constructor(storage: AsyncLocalStorage<Scope>, clock: SpanClock) {
    this.#storage = storage
    this.#clock = clock
  }

  active(): Context {
    const scope = this.#storage.getStore()
    if (scope === undefined) return ROOT_CONTEXT
    return scope instanceof ForeignScope ? scope.context : contextOf(scope as ActiveTrace)
  }

  with<Args extends unknown[], Run extends (...args: Args) => ReturnType<Run>>(
    context: Context,
    run: Run,
    self?: ThisParameterType<Run>,
    ...args: Args
  ): ReturnType<Run> {
    const scope = new ForeignScope(context, this.#clock)
    return this.#storage.run(scope, () => run.apply(self, args))
  }

  /** Functions only: an emitter stays as it is. */
  bind<Target>(context: Context, target: Target): Target {
    if (typeof target !== 'function') return target
    const manager = this
    const bound = function (this: unknown, ...args: unknown[]): unknown {
      return manager.with(context, () => Reflect.apply(target, this, args) as unknown)
    }
    Object.defineProperty(bound, 'length', { value: target.length, configurable: true })
    return bound as Target
  }

  enable(): this {
    return this
  }

  disable(): this {
    return this
  }
}

function contextOf(active: ActiveTrace): Context {
  if (active.context !== undefined) return active.context as Context
  const span = active.recorded() ?? trace.wrapSpanContext(active.toSpanContext())
  const context = withBaggage(trace.setSpan(ROOT_CONTEXT, span), active.baggage)
  active.context = context
  return context
}

function withBaggage(context: Context, baggage: string | undefined): Context {
  if (baggage === undefined) return context
  const entries = [...baggageEntries(baggage)].map(([name, value]) => [name, { value }] as const)
  return propagation.setBaggage(context, propagation.createBaggage(Object.fromEntries(entries)))
}
