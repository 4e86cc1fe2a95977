import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Backlog } from './backlog.ts'
import type { Output } from './output.ts'

test('what the reader takes comes out in order, whatever it takes at a time', () => {
  for (const most of [1, 7, 64, 10_000]) {
    const { output, text } = createOutput(most)
    const backlog = new Backlog()
    const lines = Array.from({ length: 200 }, (_, n) => `line ${n} ü🚢\n`)
    for (const line of lines) backlog.push(line)
    let rounds = 0
    while (backlog.writeTo(output, 100) !== 'empty') assert.ok(rounds++ < 10_000)
    assert.equal(text(), lines.join(''))
    assert.deepEqual([backlog.bytes, backlog.taken], [0, Buffer.byteLength(lines.join(''))])
  }
})

test('it stops when the reader is behind, when it fails, and after enough', () => {
  const backlog = new Backlog()
  for (let n = 0; n < 10; n++) backlog.push('ten bytes\n')
  assert.equal(backlog.writeTo({ ...createOutput(0).output }, 1_000), 'behind')
  assert.equal(
    backlog.writeTo({ ...createOutput(0).output, write: () => 'failed' }, 1_000),
    'failed',
  )
  assert.equal(backlog.writeTo(createOutput(1_000).output, 30), 'more')
  assert.equal(backlog.bytes, 70)
})

test('no write ends within a line, except of a line that is too long for one', () => {
  const { output, writes } = createOutput(10_000, 64)
  const backlog = new Backlog()
  backlog.push(`${'short\n'.repeat(40)}${'long'.repeat(50)}\n${'after\n'.repeat(20)}last`)
  assert.equal(backlog.writeTo(output, 10_000), 'empty')
  assert.ok(writes.slice(0, -1).every((text) => text.endsWith('\n')))
  assert.ok(writes.every((text) => text.length <= 64 || text === `${'long'.repeat(50)}\n`))
})

function createOutput(most: number, atomic = Number.POSITIVE_INFINITY) {
  const writes: string[] = []
  const taken: Buffer[] = []
  const output: Output = {
    atomic,
    write(bytes, start, end) {
      const part = Buffer.from(bytes.subarray(start, Math.min(end, start + most)))
      taken.push(part)
      writes.push(part.toString())
      return part.length
    },
    close() {},
  }
  return { output, writes, text: () => Buffer.concat(taken).toString() }
}
