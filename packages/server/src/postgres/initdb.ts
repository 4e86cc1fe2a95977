import { randomBytes, randomUUID } from 'node:crypto'
import { chown, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataFolder } from './data-folder.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import { runServerCommand } from './server-command.ts'
import { PostgresSetupError } from './setup-error.ts'

/** The only role of an embedded server; it may do everything there. */
export const embeddedUser = 'postgres'

export interface InitdbOptions {
  readonly binaries: PostgresBinaries
  readonly log: (line: string) => void
  /** Milliseconds until it must be done. */
  readonly timeout: number
  readonly signal: AbortSignal | undefined
}

/**
 * Lays out the cluster unless the folder has one; says whether it did. A run that was cut short
 * leaves nothing that a later one takes for a cluster: it appears by one rename at the end.
 *
 * UTF-8, passwords only (SCRAM), and PostgreSQL's built-in locale `C.UTF-8`: text sorts by code
 * point and knows upper and lower case of every script, the same on every machine.
 */
export async function ensureCluster(folder: DataFolder, options: InitdbOptions): Promise<boolean> {
  if (await exists(folder.cluster)) return false
  await sweep(folder.path)
  const name = `initializing-${randomUUID()}`
  const passwordFile = `${name}-password`
  const password = randomBytes(24).toString('base64url')
  try {
    await mkdir(join(folder.path, name), { mode: 0o700 })
    await writeSecret(join(folder.path, passwordFile), password)
    if (folder.account) {
      const { uid, gid } = folder.account
      await chown(join(folder.path, name), uid, gid)
      await chown(join(folder.path, passwordFile), uid, gid)
    }
    await initdb(folder, name, passwordFile, options)
    await rm(join(folder.path, 'password'), { force: true })
    await writeSecret(join(folder.path, 'password'), password)
    await rename(join(folder.path, name), folder.cluster)
    return true
  } finally {
    await sweep(folder.path)
  }
}

async function initdb(
  folder: DataFolder,
  name: string,
  passwordFile: string,
  { binaries, log, timeout, signal }: InitdbOptions,
): Promise<void> {
  signal?.throwIfAborted()
  const args = [
    `--pgdata=${folder.serverPath(name)}`,
    `--username=${embeddedUser}`,
    `--pwfile=${folder.serverPath(passwordFile)}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ]
  const program = join(binaries.folder, 'bin', 'initdb')
  const { child, ended, lastLines } = runServerCommand(program, args, folder, log)
  // The whole group: initdb has the server itself as a child.
  const kill = () => void (child.pid && process.kill(-child.pid, 'SIGKILL'))
  const deadline = setTimeout(kill, timeout)
  signal?.addEventListener('abort', kill, { once: true })
  const reason = await ended
  clearTimeout(deadline)
  signal?.removeEventListener('abort', kill)
  signal?.throwIfAborted()
  if (child.exitCode === 0) return
  throw new PostgresSetupError('EMBEDDED_INITDB_FAILED', {
    path: folder.path,
    reason,
    log: lastLines.join('\n'),
  })
}

async function sweep(path: string): Promise<void> {
  const left = (await readdir(path)).filter((entry) => entry.startsWith('initializing-'))
  const remove = (entry: string) =>
    rm(join(path, entry), { recursive: true, force: true }).catch((error) => {
      // An initdb whose parent was killed may still be writing; the next start sweeps again.
      if (error.code !== 'ENOTEMPTY') throw error
    })
  await Promise.all(left.map(remove))
}

async function writeSecret(path: string, secret: string): Promise<void> {
  await writeFile(path, `${secret}\n`, { mode: 0o600, flag: 'wx', flush: true })
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )
}
