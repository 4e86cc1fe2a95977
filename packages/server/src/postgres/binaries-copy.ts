import { randomUUID } from 'node:crypto'
import { constants, type Stats } from 'node:fs'
import { chmod, copyFile, lstat, mkdir, readdir, rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import type { PostgresBinaries } from './postgres-binaries.ts'
import { PostgresSetupError } from './setup-error.ts'

/**
 * Copies the programs to where any user can run them: the system's folder for temporary files.
 * For a service that runs as root inside a folder that only root may enter, since PostgreSQL
 * itself must run as somebody else.
 *
 * Made once for each version (40 MB) and completed at each call, since the system may sweep old
 * files away; each file appears whole, so several processes can do this at once. A folder that
 * somebody else could have filled is refused.
 */
export async function copyBinaries(
  binaries: PostgresBinaries,
  into = tmpdir(),
): Promise<PostgresBinaries> {
  const name = `seaworthy-${binaries.package.replaceAll(/[^a-z0-9]+/gi, '-')}-${binaries.version}`
  const copy = join(into, name, 'native')
  await claimFolder(join(into, name))
  const entries = await readdir(binaries.folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.a'))
    .map((entry) => relative(binaries.folder, join(entry.parentPath, entry.name)))
  for (const folder of new Set(files.map((file) => dirname(join(copy, file))))) {
    await makeFolder(folder, join(into, name))
  }
  await Promise.all(files.map((file) => bring(join(binaries.folder, file), join(copy, file))))
  return { ...binaries, folder: copy }
}

/** Ours alone, whatever the umask; nobody can swap it in a folder with the sticky bit. */
async function claimFolder(path: string): Promise<void> {
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  const found = await lstat(path)
  const writableByOthers = (found.mode & 0o022) !== 0
  if (!found.isDirectory() || found.uid !== process.getuid?.() || writableByOthers) {
    throw new PostgresSetupError('EMBEDDED_COPY_UNSAFE', { path })
  }
  await chmod(path, 0o755)
}

async function makeFolder(path: string, top: string): Promise<void> {
  if (path === top) return
  await makeFolder(dirname(path), top)
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await chmod(path, 0o755)
}

async function bring(from: string, to: string): Promise<void> {
  const [source, there] = await Promise.all([lstat(from), lstatIfThere(to)])
  if (there?.size === source.size) return
  const aside = `${to}.${randomUUID()}`
  await copyFile(from, aside, constants.COPYFILE_FICLONE)
  await chmod(aside, source.mode & 0o100 ? 0o755 : 0o644)
  await rename(aside, to)
}

async function lstatIfThere(path: string): Promise<Stats | undefined> {
  return lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
}
