import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'

const root = new URL('..', import.meta.url)
const hasCurl = canRun('curl')
const skip = hasCurl ? false : 'curl is not installed (Debian: apt-get install curl)'

let folder: string
let storefront: ReturnType<typeof spawn>
let address: string

before(async () => {
  if (!hasCurl) return
  folder = await mkdtemp(join(tmpdir(), 'storefront-'))
  storefront = spawn(process.execPath, ['src/main.ts'], {
    cwd: new URL('examples/storefront/', root),
    env: { ...process.env, SERVER_PORT: '0', METRICS_PORT: '0', DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  address = await readAddress(storefront)
})

after(async () => {
  if (!hasCurl) return
  storefront.kill('SIGTERM')
  const [code] = (await once(storefront, 'exit')) as [number | null]
  await rm(folder, { recursive: true, force: true })
  assert.equal(code, 0)
})

test('the curl lines of the README, run in order, print what it says', { skip }, async () => {
  const readme = await readFile(new URL('README.md', root), 'utf8')
  const lines = /```sh\n(curl [^]*?)```/.exec(readme)?.[1]?.trimEnd().split('\n') ?? []
  assert.ok(lines.length > 10, 'the README has lost its curl lines')
  const commands = lines.filter((line) => !line.startsWith('#'))
  const expected = lines.filter((line) => line.startsWith('# ')).map((line) => line.slice(2))
  const script = commands
    .map((line) => (line.startsWith('ID=') ? line : `${line}; echo`))
    .join('\n')
  const output = execFileSync('sh', ['-c', script.replaceAll('localhost:8080', address)], {
    encoding: 'utf8',
  })
  const printed = output.split('\n').filter((line) => line !== '')
  assert.equal(printed.length, expected.length, output)
  for (const [index, line] of expected.entries()) assert.match(printed[index] ?? '', pattern(line))
})

/** `…` stands for anything within a JSON string. */
function pattern(line: string): RegExp {
  const literal = line
    .split('…')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  return new RegExp(`^${literal.join('[^"]+')}$`)
}

async function readAddress(child: ReturnType<typeof spawn>): Promise<string> {
  assert.ok(child.stdout)
  for await (const line of createInterface({ input: child.stdout })) {
    const [, found] = /http:\/\/([\d.]+:\d+)\/api/.exec(line) ?? []
    if (found !== undefined) {
      child.stdout.resume()
      return found
    }
  }
  throw new Error('the storefront ended before it was ready')
}

function canRun(command: string): boolean {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
