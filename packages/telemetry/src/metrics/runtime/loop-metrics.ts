import { performance } from 'node:perf_hooks'
import type { InstrumentContext } from '../instrument.ts'
import { addReadFamilies } from '../read-families.ts'
import { LoopWindow } from './loop-window.ts'
import { runtimeDefinitions } from './runtime-definitions.ts'

/** The event loop: its delay, and how much of its time it is busy. */
export function watchLoop(context: InstrumentContext): () => void {
  const loop = new LoopWindow()
  const { loopLagP50, loopLagP90, loopLagP99, loopLagMax, loopUtilization, loopTime } =
    runtimeDefinitions
  addReadFamilies(
    context,
    { loopLagP50, loopLagP90, loopLagP99, loopLagMax, loopUtilization, loopTime },
    (set) => {
      const { p50, p90, p99, max, utilization } = loop.figures()
      set('loopLagP50', p50)
      set('loopLagP90', p90)
      set('loopLagP99', p99)
      set('loopLagMax', max)
      set('loopUtilization', utilization)
      const { active, idle } = performance.eventLoopUtilization()
      set('loopTime', active / 1000, { state: 'active' })
      set('loopTime', idle / 1000, { state: 'idle' })
    },
  )
  return () => loop.close()
}
