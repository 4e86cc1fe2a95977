import assert from 'node:assert/strict'
import { type TestContext, describe, test } from 'node:test'
import type { FloodReport } from './testing/flood-log.ts'
import { type Child, type OutputKind, runChild } from './testing/run-child.ts'

const everywhere = { skip: process.platform === 'win32' && 'there are no pipes like these' }
const onLinux = { skip: process.platform !== 'linux' && 'script(1) and /proc are those of Linux' }

describe('createStdoutSink', { concurrency: 4 }, () => {
  for (const ending of ['exit', 'throw', 'reject', 'end', 'sigterm', 'log-at-exit']) {
    test(`1,000 lines of 1,000 are written to a pipe at: ${ending}`, everywhere, async (t) => {
      assert.deepEqual(await numbersOf(run(t, 'pipe', ending)), upTo(1_000))
    })
  }

  for (const kind of ['socket', 'file'] as const) {
    test(`1,000 lines of 1,000 are written to a ${kind} at exit`, everywhere, async (t) => {
      assert.deepEqual(await numbersOf(run(t, kind, 'exit')), upTo(1_000))
    })
  }

  test('1,000 lines of 1,000 are written to a terminal at exit', onLinux, async (t) => {
    assert.deepEqual(await numbersOf(run(t, 'terminal', 'exit')), upTo(1_000))
  })

  test('a burst of 20,000 lines is written as fast as it is read', everywhere, async (t) => {
    assert.deepEqual(await numbersOf(run(t, 'pipe', 'end', '20000')), upTo(20_000))
  })

  for (const kind of ['pipe', 'socket'] as const) {
    for (const ending of ['exit', 'end', 'throw']) {
      test(`a process ends by ${ending} though nobody reads its ${kind}`, everywhere, async (t) => {
        const child = run(t, kind, ending)
        child.reader.stop()
        const { code } = await child.exit
        assert.equal(code, { exit: 3, end: 0, throw: 1 }[ending])
        child.reader.resume()
        const numbers = await numbersOf(child)
        assert.deepEqual(numbers, upTo(numbers.length), 'what fits into the pipe is whole')
        assert.ok(numbers.length > 100 && numbers.length < 1_000)
      })
    }
  }

  test('what is logged after close() is dropped and counted', everywhere, async (t) => {
    const child = run(t, 'pipe', 'close')
    assert.deepEqual(await child.message(), { dropped: 10 })
    assert.deepEqual(await numbersOf(child), upTo(1_000))
  })

  test('flush() says whether the reader took everything in time', everywhere, async (t) => {
    const child = run(t, 'pipe', 'flush')
    await child.message()
    child.reader.stop()
    child.send('log')
    assert.deepEqual(await child.message(), { flushed: false })
    child.reader.resume()
    child.send('reader is back')
    assert.deepEqual(await child.message(), { flushed: true })
    assert.deepEqual(await numbersOf(child), upTo(1_000))
  })

  test('a line is written though no other follows', everywhere, async (t) => {
    await run(t, 'pipe', 'idle').spoke
  })

  test('SIGKILL tears no line of up to 4,096 bytes', everywhere, async (t) => {
    const child = run(t, 'pipe', 'endless')
    await child.spoke
    process.kill(child.pid, 'SIGKILL')
    const numbers = await numbersOf(child)
    assert.equal((await child.exit).signal, 'SIGKILL')
    assert.ok(numbers.length > 0)
  })
})

for (const kind of ['pipe', 'socket', 'terminal'] as const) {
  const where = kind === 'terminal' ? onLinux : everywhere
  test(
    `a ${kind} that nobody reads holds nothing up: lines are dropped and counted`,
    where,
    async (t) => {
      const maxBytes = 1_000_000
      const child = run(t, kind, 'flood', `${maxBytes}`)
      await child.message()
      child.reader.stop()
      child.send('start')
      const report = (await child.message()) as unknown as FloodReport
      t.diagnostic(JSON.stringify(report))
      child.reader.resume()
      child.send('reader is back')
      const { dropped } = await child.message()
      const lines = await child.lines()

      // A writer that waits makes one gap of all windows; what else the machine does, some gaps.
      assert.ok(Math.min(...report.ownGaps) < 50, `gaps of ${report.ownGaps.join(', ')} ms`)
      assert.ok(report.mostPending <= maxBytes)
      assert.ok(report.grown < 64_000_000)
      assert.ok(report.dropped > 0)

      const numbers = lines.flatMap(({ n }) => (typeof n === 'number' ? [n] : []))
      const told = lines.flatMap((line) => (line['message'] === 'log_lines_dropped' ? [line] : []))
      assert.equal(
        told.reduce((sum, { count }) => sum + Number(count), 0),
        dropped,
      )
      assert.equal(numbers.length + Number(dropped), report.logged)
      assert.deepEqual(
        numbers,
        numbers.toSorted((a, b) => a - b),
      )
      assert.equal(lines.at(-1)?.['message'], 'after')
      assert.ok(
        lines.indexOf(told[0] ?? {}) > maxBytes / 500,
        'the report stands where lines are missing',
      )
    },
  )
}

test('a process goes on when its reader is gone', everywhere, async (t) => {
  const child = run(t, 'pipe', 'flood', '100000')
  await child.message()
  child.reader.kill()
  child.send('start')
  const report = (await child.message()) as unknown as FloodReport
  assert.ok(report.dropped > 0)
  assert.ok(report.mostPending <= 100_000)
})

function run(t: TestContext, kind: OutputKind, ...args: string[]): Child {
  const child = runChild(kind, ...args)
  t.after(() => child[Symbol.asyncDispose]())
  return child
}

async function numbersOf(child: Child): Promise<unknown[]> {
  return (await child.lines()).map(({ n }) => n)
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n)
}
