import { createCounter } from './counter.ts'
import { inNamespace, metricDefinitions } from './definitions.ts'
import type { InstrumentContext } from './instrument.ts'

/** The hits and misses of one cache. */
export interface CacheMetrics {
  hit(): void
  miss(): void
}

/**
 * Declares caches. One without a name has the guide's series, without labels; others have the label
 * `cache`, so that `sum(rate(…))` is right with any number of them.
 */
export function createCacheMetrics(
  context: InstrumentContext,
  namespace: string,
): (name?: string) => CacheMetrics {
  const { cacheHits, cacheMisses } = metricDefinitions
  const hits = createCounter<'cache'>(inNamespace(cacheHits, namespace), context)
  const misses = createCounter<'cache'>(inNamespace(cacheMisses, namespace), context)
  return (cache = '') => {
    const hit = hits.labels({ cache })
    const miss = misses.labels({ cache })
    return { hit: () => hit.inc(), miss: () => miss.inc() }
  }
}
