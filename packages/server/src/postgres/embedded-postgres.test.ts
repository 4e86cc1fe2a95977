import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { on, once } from 'node:events'
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { type TestContext, after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { type EmbeddedPostgresOptions, startEmbeddedPostgres } from './embedded-postgres.ts'
import { findPostgresBinaries } from './postgres-binaries.ts'

const isRoot = process.getuid?.() === 0
const needsRoot = isRoot ? false : 'needs root, to become somebody else'
const needsProc = process.platform === 'linux' ? false : 'reads /proc'
const needsBoth = needsRoot || needsProc

// One folder for all tests that do not need an empty one; laid out by the first.
let home: string
let dataDir: string
before(async () => {
  home = await mkdtemp(join(tmpdir(), 'seaworthy-embedded-'))
  // Another user's service must get at its own folder inside.
  await chmod(home, 0o755)
  dataDir = join(home, 'data')
})
after(() => rm(home, { recursive: true, force: true }))

test('what an interrupted first start left is swept away', async (t) => {
  await mkdir(join(dataDir, 'initializing-1', 'base'), { recursive: true })
  const server = await start(t)
  assert.equal(server.firstStart, true)
  assert.deepEqual((await readdir(dataDir)).sort(), ['cluster', 'lock', 'password'])
})

test('data survives a restart', async (t) => {
  const first = await start(t)
  await query(first, 'create table notes (text text)')
  await query(first, "insert into notes values ('kept')")
  await first.close()
  const second = await start(t)
  assert.equal(second.firstStart, false)
  assert.deepEqual(await query(second, 'select text from notes'), [{ text: 'kept' }])
  assert.equal(second.password, first.password)
})

test('it is durable, in UTC and UTF-8, and listens on the loopback interface alone', async (t) => {
  const server = await start(t)
  const expected = {
    fsync: 'on',
    timezone: 'UTC',
    server_encoding: 'UTF8',
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
  }
  for (const [name, setting] of Object.entries(expected)) {
    const [row] = await query(server, `select current_setting('${name}') as setting`)
    assert.equal(row?.['setting'], setting, name)
  }
  assert.deepEqual(await query(server, "select lower('ÄÖ') as lower"), [{ lower: 'äö' }])
  const sorted = "select x from (values ('b'), ('B'), ('ä')) as v (x) order by x"
  assert.deepEqual(
    (await query(server, sorted)).map(({ x }) => x),
    ['B', 'b', 'ä'],
  )
})

test('the database is created once, whatever its name', async (t) => {
  const database = `odd "name" ${process.pid}`
  await (await start(t, { database })).close()
  const server = await start(t, { database })
  const client = new pg.Client(server.connectionString)
  await client.connect()
  assert.equal((await client.query('select current_database() as name')).rows[0].name, database)
  await client.end()
})

test('the password is random, needed, and readable by its owner alone', async (t) => {
  const server = await start(t)
  const { mode } = await stat(join(dataDir, 'password'))
  assert.equal(mode & 0o777, 0o600)
  assert.equal((await stat(join(dataDir, 'cluster'))).mode & 0o077, 0)
  assert.equal(server.password.length, 32)
  await assert.rejects(query({ ...server, password: 'guessed' }, 'select 1'), { code: '28P01' })
  await assert.rejects(query({ ...server, password: '' }, 'select 1'), /password/)
})

test('nothing of the environment reaches the server', async (t) => {
  const env = { PGPORT: '1', PGDATA: '/nowhere', PGSSLMODE: 'require', LC_ALL: 'xx_XX' }
  const owner = await startOwner(t, { env })
  assert.deepEqual(await query(owner, 'show port'), [{ port: String(owner.port) }])
})

test('a second start in this process is refused, and names the process', async (t) => {
  await start(t)
  await assert.rejects(start(t), {
    code: 'EMBEDDED_FOLDER_IN_USE',
    message: new RegExp(`in use by process ${process.pid}\n  fix: `),
  })
})

test('a second start from another process is refused, and names the first', async (t) => {
  const owner = await startOwner(t)
  await assert.rejects(start(t), {
    code: 'EMBEDDED_FOLDER_IN_USE',
    message: new RegExp(`in use by process ${owner.child.pid}\n`),
  })
  assert.deepEqual(await query(owner, 'select 1 as one'), [{ one: 1 }])
})

test('close can be called twice, and the folder is free after it', async (t) => {
  const server = await start(t)
  await Promise.all([server.close(), server.close()])
  assert.throws(() => process.kill(server.pid, 0), { code: 'ESRCH' })
  await (await start(t)).close()
})

test('after a kill -9 of its owner the server ends, and the next start has the data', async (t) => {
  const owner = await startOwner(t)
  await query(owner, 'create table if not exists survivors (id int)')
  await query(owner, 'insert into survivors values (1)')
  await kill(owner.child)
  const server = await start(t)
  await assert.rejects(query(owner, 'select 1'), { code: 'ECONNREFUSED' })
  assert.equal((await query(server, 'select * from survivors')).length, 1)
  await query(server, 'drop table survivors')
})

test('a server that was left behind is ended by the next start', { skip: needsProc }, async (t) => {
  const owner = await startOwner(t)
  await killShellOf(owner.child.pid ?? 0)
  await kill(owner.child)
  assert.deepEqual(await query(owner, 'select 1 as one'), [{ one: 1 }])
  const lines: string[] = []
  const server = await start(t, { log: (line) => lines.push(line) })
  assert.ok(lines.includes(`ended a server that was left behind (process ${owner.pid})`))
  await assert.rejects(query(owner, 'select 1'), { code: 'ECONNREFUSED' })
  assert.deepEqual(await query(server, 'select 1 as one'), [{ one: 1 }])
})

test('a pid file that names another process stops neither it nor the start', async (t) => {
  await (await start(t)).close()
  const stranger = spawn('sleep', ['60'])
  t.after(() => stranger.kill('SIGKILL'))
  await once(stranger, 'spawn')
  const cluster = join(dataDir, 'cluster')
  await writeFile(join(cluster, 'postmaster.pid'), `${stranger.pid}\n${cluster}\n`)
  const server = await start(t)
  assert.deepEqual(await query(server, 'select 1 as one'), [{ one: 1 }])
  assert.equal(stranger.exitCode ?? stranger.signalCode, null)
})

test('a start that is aborted rejects with the reason and leaves nothing running', async (t) => {
  const fresh = join(home, 'aborted')
  const stages = [
    [fresh, 'creating subdirectories'],
    [dataDir, 'starting PostgreSQL'],
  ] as const
  for (const [dir, stage] of stages) {
    const abort = new AbortController()
    const log = (line: string) => line.includes(stage) && abort.abort(new Error(`at ${stage}`))
    const starting = start(t, { dataDir: dir, log, signal: abort.signal })
    await assert.rejects(starting, { message: `at ${stage}` })
  }
  assert.deepEqual(await readdir(fresh), ['lock'])
  assert.equal((await readdir(join(dataDir, 'cluster'))).includes('postmaster.pid'), false)
})

test("a failed start shows the server's last lines, and frees the folder", async (t) => {
  await assert.rejects(start(t, { settings: { shared_buffers: 'lots' } }), {
    code: 'EMBEDDED_START_FAILED',
    message: /did not start.*with code 1\n.*invalid value for parameter "shared_buffers": "lots"/s,
  })
  await start(t)
})

test('a start that takes too long is ended', async (t) => {
  await (await start(t)).close()
  await assert.rejects(start(t, { startTimeout: 0 }), /it was not ready after 0 ms/)
  await start(t)
})

test('a port that is asked for and taken is an error', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1')
  t.after(() => taken.close())
  await once(taken, 'listening')
  const address = taken.address()
  assert.ok(address && typeof address === 'object')
  await assert.rejects(start(t, { port: address.port }), /Address already in use/)
})

test('a data folder that cannot be made is an error that names it', async (t) => {
  const file = join(home, 'file')
  await writeFile(file, '')
  await assert.rejects(start(t, { dataDir: join(file, 'data') }), {
    code: 'EMBEDDED_FOLDER_DENIED',
    message: /file\/data cannot be used/,
  })
})

test('a lost password file is an error that says so', async (t) => {
  const dir = join(home, 'lost')
  await mkdir(join(dir, 'cluster'), { recursive: true })
  await assert.rejects(start(t, { dataDir: dir }), { code: 'EMBEDDED_PASSWORD_LOST' })
})

test('Ctrl-C in the terminal does not reach the server before its owner closes it', async (t) => {
  const owner = await startOwner(t, { detached: true })
  process.kill(-(owner.child.pid ?? 0), 'SIGINT')
  assert.equal(await owner.nextLine(), 'SIGINT, and the database says 1')
})

test('as root the server runs as another user', { skip: needsBoth }, async (t) => {
  const server = await start(t)
  const { uid } = await stat(`/proc/${server.pid}`)
  assert.notEqual(uid, 0)
  assert.equal((await stat(join(dataDir, 'cluster'))).uid, uid)
})

test('as an ordinary user the server runs as that user', { skip: needsRoot }, async (t) => {
  const dir = join(home, 'nobody')
  await mkdir(dir)
  await promisify(execFile)('chown', ['65534', dir])
  const owner = await startOwner(t, { dataDir: dir, uid: 65534, gid: 65534 })
  assert.deepEqual(await query(owner, 'select 1 as one'), [{ one: 1 }])
  assert.equal((await stat(join(dir, 'cluster'))).uid, 65534)
  assert.equal((await stat(join(dir, 'password'))).uid, 65534)
  await owner.end()
  // Root can go on with it, without taking it away.
  await (await start(t, { dataDir: dir })).close()
  assert.equal((await stat(join(dir, 'cluster'))).uid, 65534)
})

test("somebody else's data folder is an error", { skip: needsRoot }, async (t) => {
  await (await start(t)).close()
  await assert.rejects(startOwner(t, { uid: 65534, gid: 65534 }), /EMBEDDED_FOLDER_DENIED/)
})

test('it runs in a project that only root may enter', { skip: needsBoth }, async (t) => {
  // The programs and the data are both behind a door that the server's user cannot pass.
  const project = join(home, 'project')
  const room = join(project, 'src')
  const temporary = join(home, 'temporary')
  await mkdir(project, { mode: 0o700 })
  await mkdir(temporary, { mode: 0o1777 })
  await cp(dirname(fileURLToPath(import.meta.url)), room, { recursive: true })
  await writeFile(join(project, 'package.json'), '{ "type": "module" }')
  const installed = await findPostgresBinaries()
  const modules = join(project, 'node_modules')
  await mkdir(dirname(join(modules, installed.package)), { recursive: true })
  const copy = ['-c', 'cp -al "$1" "$2" 2>/dev/null || cp -a "$1" "$2"', 'sh']
  const from = dirname(installed.folder)
  await promisify(execFile)('sh', [...copy, from, join(modules, installed.package)])
  const driver = fileURLToPath(import.meta.resolve('pg'))
  await symlink(join(driver.slice(0, driver.lastIndexOf('/pg/')), 'pg'), join(modules, 'pg'))
  const door = {
    dataDir: join(project, 'data'),
    module: join(room, 'embedded-postgres.ts'),
    env: { TMPDIR: temporary },
  }
  const owner = await startOwner(t, door)
  const program = await promisify(execFile)('readlink', [`/proc/${owner.pid}/exe`])
  assert.ok(program.stdout.startsWith(temporary), program.stdout)
  assert.deepEqual(await query(owner, 'select 1 as one'), [{ one: 1 }])
  await killShellOf(owner.child.pid ?? 0)
  await kill(owner.child)
  const again = await startOwner(t, door)
  assert.equal(again.firstStart, false)
  await assert.rejects(query(owner, 'select 1'), { code: 'ECONNREFUSED' })
})

interface Login {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
}

async function start(t: TestContext, options: Partial<EmbeddedPostgresOptions> = {}) {
  const server = await startEmbeddedPostgres({ dataDir, database: 'test', ...options })
  t.after(() => server.close())
  return server
}

async function query({ host, port, user, password, database }: Login, text: string) {
  const client = new pg.Client({ host, port, user, password, database })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query(text)).rows as Record<string, unknown>[]
  } finally {
    await client.end()
  }
}

interface Owner extends Login {
  readonly child: ChildProcess
  readonly pid: number
  readonly firstStart: boolean
  nextLine(): Promise<string>
  end(): Promise<void>
}

interface OwnerOptions {
  readonly dataDir?: string
  readonly module?: string
  readonly uid?: number
  readonly gid?: number
  readonly detached?: boolean
  readonly env?: NodeJS.ProcessEnv
}

/** Another process that has a server. It closes it and ends when its standard input does. */
async function startOwner(t: TestContext, options: OwnerOptions = {}): Promise<Owner> {
  const here = fileURLToPath(import.meta.resolve('./embedded-postgres.ts'))
  const { module = here, env, ...rest } = options
  const start = { dataDir: rest.dataDir ?? dataDir, database: 'test' }
  const program = `
    import { startEmbeddedPostgres } from ${JSON.stringify(module)}
    const { close, ...server } = await startEmbeddedPostgres(${JSON.stringify(start)})
    process.stdin.resume().on('end', close)
    process.on('SIGINT', async () => {
      const { default: pg } = await import(${JSON.stringify(import.meta.resolve('pg'))})
      const client = new pg.Client(server.connectionString)
      await client.connect()
      const { rows } = await client.query('select 1 as one')
      console.log('SIGINT, and the database says ' + rows[0].one)
      await client.end()
    })
    console.log(JSON.stringify(server))`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    ...rest,
    cwd: '/',
    env: { ...process.env, ...env },
  })
  const end = async () => {
    child.stdin.end()
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
  t.after(end)
  let errors = ''
  child.stderr.on('data', (chunk) => (errors += chunk))
  const output = createInterface({ input: child.stdout })
  const lines = on(output, 'line', { close: ['close'] })
  const nextLine = async () => {
    const { value } = await lines.next()
    if (value === undefined) throw new Error(`The other process ended: ${errors}`)
    return value[0] as string
  }
  return { ...(JSON.parse(await nextLine()) as Omit<Owner, 'child'>), child, nextLine, end }
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

/** The shell that would end the server together with its owner. */
async function killShellOf(owner: number): Promise<void> {
  const children = await readFile(`/proc/${owner}/task/${owner}/children`, 'utf8')
  for (const pid of children.trim().split(' ')) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8')
    if (command.startsWith('/bin/sh')) process.kill(Number(pid), 'SIGKILL')
  }
}
