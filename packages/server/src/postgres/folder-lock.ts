import { constants } from 'node:fs'
import { open, readFile, stat, writeFile } from 'node:fs/promises'
import { type Server, createServer } from 'node:net'
import { join } from 'node:path'
import { PostgresSetupError } from './setup-error.ts'

export interface FolderLock {
  release(): Promise<void>
}

/**
 * Takes a data folder for this process, or throws with the pid of the process that has it.
 *
 * The system's kernel holds the lock and lets go of it when the process ends, however it ends: so
 * there is no stale lock to tell from a live one, and no pid that means another process by now.
 * The file `lock` only tells who it is. Processes that share the folder but neither a kernel nor
 * a network namespace (two containers) do not see each other.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const file = join(folder, 'lock')
  const release = process.platform === 'linux' ? await bindName(folder) : await lockFile(file)
  if (release === undefined) {
    const pid = await readFile(file, 'utf8').catch(() => '')
    throw new PostgresSetupError('EMBEDDED_FOLDER_IN_USE', {
      path: folder,
      pid: pid.trim() || '(it has not told its number yet)',
    })
  }
  try {
    await writeFile(file, `${process.pid}\n`, { mode: 0o600 })
  } catch (error) {
    await release()
    throw error
  }
  return { release }
}

type Release = () => Promise<void>

/** Linux: a socket name outside the file system, which one process at a time can have. */
async function bindName(folder: string): Promise<Release | undefined> {
  // Device and inode, so that two paths to one folder have one name.
  const { dev, ino } = await stat(folder, { bigint: true })
  const server = await bind(`\0seaworthy-postgres-${dev}-${ino}`)
  if (!server) return undefined
  server.unref()
  return () => new Promise((resolve) => server.close(() => resolve()))
}

function bind(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    )
    // Exclusive, so that the workers of a cluster do not share it.
    server.listen({ path, exclusive: true }, () => resolve(server))
  })
}

/** BSD and macOS: `open` takes the lock itself (`O_EXLOCK`, which Node has no name for). */
async function lockFile(file: string): Promise<Release | undefined> {
  const exclusiveLock = 0x20
  const { O_RDWR, O_CREAT, O_NONBLOCK } = constants
  try {
    const handle = await open(file, O_RDWR | O_CREAT | O_NONBLOCK | exclusiveLock, 0o600)
    return () => handle.close()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EAGAIN' || code === 'EWOULDBLOCK') return undefined
    throw error
  }
}
