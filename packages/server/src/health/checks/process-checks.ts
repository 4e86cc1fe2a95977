import type { HealthCheck } from '../health-check.ts'
import { diskCheck } from './disk-check.ts'
import { eventLoopCheck } from './event-loop-check.ts'
import { memoryCheck } from './memory-check.ts'

/** What every process should watch of itself: disk, event loop, memory. */
export function processChecks(): readonly HealthCheck[] {
  return [diskCheck(), eventLoopCheck(), memoryCheck()]
}
