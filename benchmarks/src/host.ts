import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cores, chooseCores } from './cores.ts'

/** What every process of a benchmark is started with. */
export interface Host {
  /** Where server and generator are held, if they can be. */
  readonly cores: Cores | undefined
  /**
   * A folder for Node's compile cache. The check of the answers fills it, so that no measured
   * server loads the type stripper, which would be 16 MiB of its memory.
   */
  readonly compileCache: string
  /** Aborted when the benchmark is to end. */
  readonly signal: AbortSignal
  /** Removes the folder. */
  close(): void
}

export function createHost(pin: boolean, signal: AbortSignal): Host {
  const compileCache = mkdtempSync(join(tmpdir(), 'seaworthy-bench-'))
  const close = () => rmSync(compileCache, { recursive: true, force: true, maxRetries: 3 })
  return { cores: pin ? chooseCores() : undefined, compileCache, signal, close }
}
