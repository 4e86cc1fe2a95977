import type { AsyncLocalStorage } from 'node:async_hooks'
import { type Tracer, type TracerProvider, context, propagation, trace } from '@opentelemetry/api'
import {
  CompositePropagator,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
} from '@opentelemetry/core'
import type { Scope } from '../active-trace.ts'
import type { SpanClock } from '../span-clock.ts'
import { ScopeContextManager } from './context-manager.ts'

/** What user code reaches through `@opentelemetry/api`. */
export interface UserProvider {
  /** Somebody asked for a tracer: their spans need to know where they belong, kept or not. */
  readonly wanted: boolean
  close(): void
}

/** Makes ours what `@opentelemetry/api` answers with, unless somebody was there before. */
export function registerProvider(
  provider: TracerProvider,
  storage: AsyncLocalStorage<Scope>,
  clock: SpanClock,
): UserProvider {
  let wanted = false
  const noting: TracerProvider = {
    getTracer(...identity): Tracer {
      wanted = true
      return provider.getTracer(...identity)
    },
  }
  const undo: (() => void)[] = []
  if (context.setGlobalContextManager(new ScopeContextManager(storage, clock))) {
    undo.push(() => context.disable())
  }
  if (trace.setGlobalTracerProvider(noting)) undo.push(() => trace.disable())
  const propagator = new CompositePropagator({
    propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
  })
  if (propagation.setGlobalPropagator(propagator)) undo.push(() => propagation.disable())
  return {
    get wanted() {
      return wanted
    },
    close() {
      for (const each of undo.splice(0)) each()
    },
  }
}
