import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Which core each process is held on. */
export interface Cores {
  readonly server: number
  readonly generator: number
}

/**
 * Two cores, one for the server and one for the load generator, if the machine has two and
 * `taskset`. The server gets the last core, as interrupts mostly go to the first; the
 * generator a core that is not the other half of the server's, if there is one.
 */
export function chooseCores(): Cores | undefined {
  const { status, stdout } = spawnSync('taskset', ['-cp', String(process.pid)], {
    encoding: 'utf8',
  })
  if (status !== 0) return undefined
  const allowed = parseCoreList(stdout.slice(stdout.lastIndexOf(':') + 1))
  const server = allowed.at(-1)
  if (server === undefined) return undefined
  const others = allowed.filter((core) => core !== server).toReversed()
  const siblings = readSiblings(server)
  const generator = others.find((core) => !siblings.includes(core)) ?? others[0]
  return generator === undefined ? undefined : { server, generator }
}

/** The command that runs another one on a core. */
export function pinCommand(
  command: readonly [string, ...string[]],
  core: number | undefined,
): readonly [string, ...string[]] {
  return core === undefined ? command : ['taskset', '-c', String(core), ...command]
}

/** Moves this process, all its threads, to a core. */
export function pinSelf(core: number): void {
  spawnSync('taskset', ['-acp', String(core), String(process.pid)], { stdio: 'ignore' })
}

/** `"0-2,5"` is 0, 1, 2, 5. */
export function parseCoreList(text: string): number[] {
  const ranges = text.trim().split(',').filter(Boolean)
  return ranges.flatMap((range) => {
    const [first = Number.NaN, last = first] = range.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, offset) => first + offset)
  })
}

function readSiblings(core: number): number[] {
  const file = `/sys/devices/system/cpu/cpu${core}/topology/thread_siblings_list`
  try {
    return parseCoreList(readFileSync(file, 'utf8'))
  } catch {
    return []
  }
}
