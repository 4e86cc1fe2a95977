import { readFileSync, readdirSync, statSync } from 'node:fs'

/**
 * How many file descriptors are open; `undefined` where the system does not tell. Since Linux 6.2 the
 * size of the folder is their number; before, it is 0, and reading it takes 2 ms for 5,000 sockets.
 */
export function countOpenFiles(folder = '/proc/self/fd'): number | undefined {
  const { size } = statSync(folder, { throwIfNoEntry: false }) ?? {}
  if (size === undefined) return undefined
  // The list holds the descriptor with which it was read.
  return size > 0 ? size : readdirSync(folder).length - 1
}

/** How many this process may open; `undefined` if there is no limit or it is not told. */
export function readMaxFiles(file = '/proc/self/limits'): number | undefined {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return undefined
  const [, soft] = /^Max open files\s+(\d+)/m.exec(readFileSync(file, 'utf8')) ?? []
  return soft === undefined ? undefined : Number(soft)
}
