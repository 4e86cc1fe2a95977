import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { logErrors } from './log-error.ts'
import { parseLines } from './testing/memory-sink.ts'

const page = readFileSync(join(import.meta.dirname, '../../../../docs/logging.md'), 'utf8')

test('the page about logging lists every error with its fix, and no other', () => {
  const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (.+) \| (.+) \|$/gm)]
  assert.deepEqual(
    Object.fromEntries(rows.map(([, code, message, fix]) => [code, { message, fix }])),
    Object.fromEntries(
      Object.entries(logErrors).map(([code, { message, fix }]) => [
        code,
        { message: message.replace(/%\w+/g, '…'), fix },
      ]),
    ),
  )
})

test('the examples of the page run, and write lines', { timeout: 30_000 }, () => {
  const examples = [...page.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code]) => code ?? '')
  assert.ok(examples.length > 3)
  for (const code of examples) {
    const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module-typescript']
    const { stdout, stderr } = spawnSync(process.execPath, [...flags, '--eval', code], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
    })
    assert.equal(stderr, '', code)
    assert.ok(parseLines(stdout).length > 0, code)
  }
})
