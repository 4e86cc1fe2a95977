import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { lchown, readFile, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PostgresSetupError } from './setup-error.ts'

/** The user that PostgreSQL runs as when the service itself is root, which PostgreSQL refuses. */
export interface ServerAccount {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/**
 * `undefined` when the service is not root: PostgreSQL then runs as the same user. Else the owner
 * of the cluster if there is one, or the system's `postgres`, or `nobody`. A cluster that belongs
 * to root (restored from a copy, say) is given to that account.
 */
export async function chooseServerAccount(cluster: string): Promise<ServerAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const owner = await stat(cluster).catch(() => undefined)
  if (owner && owner.uid !== 0) {
    return { name: String(owner.uid), uid: owner.uid, gid: owner.gid }
  }
  const account = (await findAccount('postgres')) ?? (await findAccount('nobody'))
  if (!account) throw new PostgresSetupError('EMBEDDED_ACCOUNT')
  if (owner) await giveFolder(cluster, account)
  return account
}

/** Whether the account can run the program, or enter the folder: asked of the system itself. */
export async function canReach(path: string, { uid, gid }: ServerAccount): Promise<boolean> {
  const child = spawn('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], {
    cwd: '/',
    uid,
    gid,
    stdio: 'ignore',
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code === 0
}

async function findAccount(name: string): Promise<ServerAccount | undefined> {
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '')
  for (const line of users.split('\n')) {
    const [user, , uid, gid] = line.split(':')
    if (user === name && Number(uid) > 0) return { name, uid: Number(uid), gid: Number(gid) }
  }
  return undefined
}

async function giveFolder(path: string, { uid, gid }: ServerAccount): Promise<void> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  for (const entry of entries) await lchown(join(entry.parentPath, entry.name), uid, gid)
  // Last, so that a run that was cut short is taken up again.
  await lchown(path, uid, gid)
}
