import type { toOpenApi } from '@seaworthy/design/openapi'
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '../..')
const guide = readFileSync(join(root, 'docs/openapi.md'), 'utf8')

test('the first example of the guide runs and prints a document', () => {
  const [, example = ''] = /```ts\n([^]*?)```/.exec(guide) ?? []
  const args = ['--input-type=module-typescript', '--eval', example]
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  assert.notEqual(stdout, '', stderr)
  const { paths } = JSON.parse(stdout) as ReturnType<typeof toOpenApi>
  assert.equal(paths['/items/{id}']?.get?.operationId, 'items.get')
})
