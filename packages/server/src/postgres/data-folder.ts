import { constants } from 'node:fs'
import { type FileHandle, access, chmod, mkdir, open, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type ServerAccount, canReach, chooseServerAccount } from './server-account.ts'
import { PostgresSetupError } from './setup-error.ts'

/**
 * The folder of an embedded server: `cluster` (PostgreSQL's own), `password` and `lock`. Its
 * owner is the user who runs the service; only `cluster` belongs to the server's account.
 */
export interface DataFolder {
  readonly path: string
  readonly cluster: string
  /** The user to run PostgreSQL as; `undefined` means this process's own. */
  readonly account: ServerAccount | undefined
  /** How the server's process names a file in this folder. */
  serverPath(name: string): string
  /** What a child process needs as its file descriptor 3 for `serverPath` to hold. */
  readonly descriptor: number | 'ignore'
  close(): Promise<void>
}

/** Makes the folder if it is not there; returns its absolute path. Throws if it is of no use. */
export async function makeDataFolder(dataDir: string): Promise<string> {
  const path = resolve(dataDir)
  try {
    await mkdir(path, { recursive: true, mode: 0o700 })
    const { R_OK, W_OK, X_OK } = constants
    await access(path, R_OK | W_OK | X_OK)
    const user = process.getuid?.()
    const owner = (await stat(join(path, 'cluster')).catch(() => undefined))?.uid ?? user
    if (user !== 0 && user !== owner) throw new Error(`the user with number ${owner} owns the data`)
    // The server's account passes through, and sees nothing but what is its own.
    if (user === 0) await chmod(path, ((await stat(path)).mode & 0o777) | 0o011)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new PostgresSetupError('EMBEDDED_FOLDER_DENIED', { path, reason }, { cause: error })
  }
  return path
}

/**
 * Opens the folder for the account that PostgreSQL runs as. When that account may not pass the
 * folders above (a project in `/root`), it gets the open folder itself as file descriptor 3 and
 * goes in through `/proc/self/fd/3`, which asks for no permission above; Linux only.
 */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const cluster = join(path, 'cluster')
  const account = await chooseServerAccount(cluster)
  if (!account || (await canReach(path, account))) {
    const serverPath = (name: string) => join(path, name)
    return { path, cluster, account, serverPath, descriptor: 'ignore', close: async () => {} }
  }
  if (process.platform !== 'linux') {
    throw new PostgresSetupError('EMBEDDED_UNREACHABLE', { user: account.name, path })
  }
  const handle: FileHandle = await open(path, 'r')
  return {
    path,
    cluster,
    account,
    serverPath: (name) => `/proc/self/fd/3/${name}`,
    descriptor: handle.fd,
    close: () => handle.close(),
  }
}
