import type { InstrumentContext } from '../instrument.ts'
import { watchGarbage } from './garbage-metrics.ts'
import { watchLoop } from './loop-metrics.ts'
import { readMemory } from './memory-metrics.ts'
import { readProcess } from './process-metrics.ts'

/**
 * What Node tells of itself, read at each scrape; the event loop and collections of garbage are watched
 * all the time. Returns what ends that. Our own and not the library's `collectDefaultMetrics`: that
 * costs three times the CPU, loses peaks to a second scraper, cannot be stopped, lists every open file
 * by name, and has names that `promtool check metrics` refuses.
 */
export function startRuntimeMetrics(context: InstrumentContext): () => void {
  const endings = [watchLoop(context), watchGarbage(context)]
  readMemory(context)
  readProcess(context)
  return () => {
    for (const end of endings) end()
  }
}
