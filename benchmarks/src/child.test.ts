import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { startChild } from './child.ts'

const folder = mkdtempSync(join(tmpdir(), 'bench-child-'))
after(() => rmSync(folder, { recursive: true }))

const stop = `process.on('disconnect', () => process.exit())
process.on('message', ({ command }) => command === 'stop' && process.exit())`

test('a message is answered', async () => {
  const { child } = start(`${stop}
process.on('message', ({ number }) => process.send({ double: number * 2 }))`)
  assert.deepEqual(await child.ask({ number: 21 }, 10_000), { double: 42 })
  await child.close()
})

test('a process that ends early fails what waits for it', async () => {
  const { child } = start(`process.on('message', () => process.exit(3))`)
  await assert.rejects(child.ask({}, 10_000), /^BenchError: Test ended .*\(exit code 3\)/)
  await child.close()
})

test('a process that does not answer fails at the deadline', async () => {
  const { child } = start(stop)
  await assert.rejects(child.ask({}, 50), /^BenchError: Test did not answer within 0.05 s/)
  await child.close()
})

test('an abort fails what waits, with its reason', async () => {
  const { child, controller } = start(stop)
  const answer = child.ask({}, 10_000)
  controller.abort(new Error('enough'))
  await assert.rejects(answer, /enough/)
  await child.close()
})

test('no setting of the shell reaches the process but where things are', async () => {
  process.env['BENCH_TEST_SETTING'] = 'on'
  const { child } = start(`${stop}
process.on('message', () => process.send(process.env))`)
  const env = (await child.ask({}, 10_000)) as NodeJS.ProcessEnv
  delete process.env['BENCH_TEST_SETTING']
  await child.close()
  assert.equal(env['BENCH_TEST_SETTING'], undefined)
  assert.equal(env['NODE_ENV'], 'production')
  assert.equal(env['PATH'], process.env['PATH'])
})

let count = 0

function start(source: string) {
  const file = join(folder, `child-${(count += 1)}.mjs`)
  writeFileSync(file, source)
  const controller = new AbortController()
  const { signal } = controller
  const options = { name: 'Test', file, core: undefined, compileCache: folder, signal }
  return { child: startChild(options), controller }
}
