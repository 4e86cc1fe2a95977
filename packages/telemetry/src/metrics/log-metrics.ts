import { inNamespace, metricDefinitions } from './definitions.ts'
import type { InstrumentContext } from './instrument.ts'
import { addReadFamilies } from './read-families.ts'

/** What a logger counts of itself, since the start. */
export interface ObservedLog {
  /** By level. */
  readonly lines: () => Readonly<Record<string, number>>
  readonly dropped: () => number
}

/** Reads the counters of the logger at each scrape; the last one that was given, if there are two. */
export function createLogMetrics(
  context: InstrumentContext,
  namespace: string,
): (log: ObservedLog) => void {
  let observed: ObservedLog | undefined
  const lines = inNamespace(metricDefinitions.logLines, namespace)
  const dropped = inNamespace(metricDefinitions.logLinesDropped, namespace)
  addReadFamilies(context, { lines, dropped }, (set) => {
    if (observed === undefined) return
    for (const [level, count] of Object.entries(observed.lines())) set('lines', count, { level })
    set('dropped', observed.dropped())
  })
  return (log) => {
    observed = log
  }
}
