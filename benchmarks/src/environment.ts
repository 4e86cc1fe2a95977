import { cpus, release, type } from 'node:os'
import type { Cores } from './cores.ts'

/** Where the figures come from. */
export interface Environment {
  readonly node: string
  readonly v8: string
  readonly system: string
  readonly cpu: string
  readonly coreCount: number
  /** Where server and generator were held. */
  readonly cores?: Cores
}

export function readEnvironment(cores: Cores | undefined): Environment {
  return {
    node: process.versions.node,
    v8: process.versions.v8,
    system: `${type()} ${release()} ${process.arch}`,
    cpu: cpus()[0]?.model ?? 'unknown',
    coreCount: cpus().length,
    ...(cores && { cores }),
  }
}
