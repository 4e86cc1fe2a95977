import type { InstrumentContext } from '../instrument.ts'
import { addReadFamilies } from '../read-families.ts'
import { countOpenFiles, readMaxFiles } from './open-files.ts'
import { runtimeDefinitions } from './runtime-definitions.ts'

/** The process: CPU time, open files, what keeps it alive, since when it runs. */
export function readProcess(context: InstrumentContext): void {
  const { cpuUser, cpuSystem, cpu, startTime, uptime } = runtimeDefinitions
  const { openFiles, maxFiles, activeResources } = runtimeDefinitions
  const started = performance.timeOrigin / 1000
  const limit = readMaxFiles()
  const resources = new Map<string, number>()
  addReadFamilies(
    context,
    { cpuUser, cpuSystem, cpu, openFiles, maxFiles, activeResources, startTime, uptime },
    (set) => {
      const { user, system } = process.cpuUsage()
      set('cpuUser', user / 1e6)
      set('cpuSystem', system / 1e6)
      set('cpu', (user + system) / 1e6)
      const files = countOpenFiles()
      if (files !== undefined) set('openFiles', files)
      if (limit !== undefined) set('maxFiles', limit)
      // A type that is not there any more is 0, not gone.
      for (const type of resources.keys()) resources.set(type, 0)
      for (const type of process.getActiveResourcesInfo()) {
        resources.set(type, (resources.get(type) ?? 0) + 1)
      }
      for (const [type, count] of resources) set('activeResources', count, { type })
      set('startTime', started)
      set('uptime', process.uptime())
    },
  )
}
