import { PerformanceObserver, constants } from 'node:perf_hooks'
import { garbageBuckets } from '../buckets.ts'
import { createHistogram } from '../histogram.ts'
import type { InstrumentContext } from '../instrument.ts'
import { runtimeDefinitions } from './runtime-definitions.ts'

/** Collections of garbage, by kind. */
export function watchGarbage(context: InstrumentContext): () => void {
  const definition = runtimeDefinitions.gcDuration
  const durations = createHistogram<'kind'>(definition, context, garbageBuckets)
  const seriesOf = new Map(
    Array.from(kinds, ([code, kind]) => [code, durations.labels({ kind })] as const),
  )
  const observer = new PerformanceObserver((list) => {
    // Entries of type 'gc' have such a detail (Node's documentation of perf_hooks).
    for (const { duration, detail } of list.getEntries() as unknown as readonly GarbageEntry[]) {
      seriesOf.get(detail.kind)?.observe(duration / 1000)
    }
  })
  observer.observe({ entryTypes: ['gc'] })
  return () => observer.disconnect()
}

const kinds = new Map([
  [constants.NODE_PERFORMANCE_GC_MAJOR, 'major'],
  [constants.NODE_PERFORMANCE_GC_MINOR, 'minor'],
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL, 'incremental'],
  [constants.NODE_PERFORMANCE_GC_WEAKCB, 'weakcb'],
])

interface GarbageEntry {
  readonly duration: number
  readonly detail: { readonly kind: number }
}
