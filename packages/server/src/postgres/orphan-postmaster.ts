import { execFile } from 'node:child_process'
import { readFile, readlink, realpath, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { stopSteps } from './postmaster.ts'

/**
 * Ends a server that still runs on the cluster although the process that started it is gone.
 * Call it while holding the folder's lock. Returns the pid of the server that was ended.
 *
 * `postmaster.pid` alone proves nothing: the number may be another process's by now. PostgreSQL
 * would take any process with that number for a server and refuse to start, so a file that names
 * another process is removed.
 */
export async function stopOrphan(cluster: string): Promise<number | undefined> {
  const file = join(cluster, 'postmaster.pid')
  const pid = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10)
  if (!(pid > 0)) return undefined
  const found = await isPostmasterOf(cluster, pid)
  if (found) await stopProcess(pid, () => isPostmasterOf(cluster, pid))
  // The file of a process that is gone stays: PostgreSQL looks for what it left in memory.
  if (isAlive(pid)) await rm(file, { force: true })
  return found ? pid : undefined
}

/** No event tells the end of a process that is not a child, so this asks. */
async function stopProcess(pid: number, isRunning: () => Promise<boolean>): Promise<void> {
  for (const [signal, patience] of stopSteps) {
    const deadline = performance.now() + patience
    sendSignal(pid, signal)
    while (performance.now() < deadline) {
      if (!(await isRunning())) return
      await delay(10)
    }
  }
}

/** False for a process that ended and that its new parent has not collected yet. */
async function isPostmasterOf(cluster: string, pid: number): Promise<boolean> {
  if (process.platform === 'linux') {
    // The postmaster works inside its data folder. The links can be read by its own user and root.
    const links = [readlink(`/proc/${pid}/cwd`), readlink(`/proc/${pid}/exe`), realpath(cluster)]
    const [cwd, program = '', folder] = await Promise.all(links).catch(() => [])
    // After an update of the package the link reads `…/postgres (deleted)`.
    return cwd !== undefined && cwd === folder && basename(program).startsWith('postgres')
  }
  const ps = await promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).catch(
    () => undefined,
  )
  return ps?.stdout.includes(`postgres -D ${cluster}`) ?? false
}

/** True also for one that ended and is not collected yet, as PostgreSQL sees it too. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended by itself in between.
  }
}
