import { getHeapSpaceStatistics, getHeapStatistics } from 'node:v8'
import type { InstrumentContext } from '../instrument.ts'
import { addReadFamilies } from '../read-families.ts'
import { runtimeDefinitions } from './runtime-definitions.ts'

/** The heap with its spaces, what it holds outside, and the memory of the whole process. */
export function readMemory(context: InstrumentContext): void {
  const { heapUsed, heapTotal, heapLimit, externalMemory, residentMemory } = runtimeDefinitions
  const { heapSpaceUsed, heapSpaceTotal } = runtimeDefinitions
  addReadFamilies(
    context,
    {
      heapUsed,
      heapTotal,
      heapLimit,
      heapSpaceUsed,
      heapSpaceTotal,
      externalMemory,
      residentMemory,
    },
    (set) => {
      const heap = getHeapStatistics()
      set('heapUsed', heap.used_heap_size)
      set('heapTotal', heap.total_heap_size)
      set('heapLimit', heap.heap_size_limit)
      set('externalMemory', heap.external_memory)
      set('residentMemory', process.memoryUsage.rss())
      for (const { space_name, space_used_size, space_size } of getHeapSpaceStatistics()) {
        const space = space_name.replace(/_space$/, '')
        set('heapSpaceUsed', space_used_size, { space })
        set('heapSpaceTotal', space_size, { space })
      }
    },
  )
}
