import type { OpenApiDocument } from '@seaworthy/design/openapi'
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { parse } from 'yaml'
import { seaworthy } from '../test-cli.ts'

test('prints the document as JSON', async () => {
  const { code, stdout, stderr } = await seaworthy(['openapi', 'shop.ts'])
  assert.deepEqual([code, stderr], [0, ''])
  const document = JSON.parse(stdout) as OpenApiDocument
  assert.equal(document.openapi, '3.1.0')
  assert.deepEqual(Object.keys(document.paths), ['/api/items/{id}', '/api/items', '/api/items/old'])
})

test('prints it as YAML, which readers of YAML 1.1 read as well', async () => {
  const json = await seaworthy(['openapi', 'shop.ts'])
  const { code, stdout } = await seaworthy(['openapi', 'shop.ts', '--format', 'yaml'])
  assert.equal(code, 0)
  assert.deepEqual(parse(stdout), JSON.parse(json.stdout))
  assert.deepEqual(parse(stdout, { version: '1.1' }), JSON.parse(json.stdout))
})

test('writes a file, whose name says the format', async (t) => {
  const file = join(folderOf(t), 'openapi.yaml')
  const { code, stdout, stderr } = await seaworthy(['openapi', 'shop.ts', '-o', file])
  assert.deepEqual([code, stdout, stderr], [0, '', `Wrote ${file}\n`])
  assert.match(readFileSync(file, 'utf8'), /^openapi: 3\.1\.0$/m)
})

test('says which folder is missing', async (t) => {
  const file = join(folderOf(t), 'nowhere', 'openapi.json')
  const { code, stderr } = await seaworthy(['openapi', 'shop.ts', '-o', file])
  assert.equal(code, 1)
  assert.match(stderr, /nowhere\/openapi\.json: ENOENT: no such file or directory\n\nfix: Create/)
})

test('prints all problems of a design, and no document', async () => {
  const { code, stdout, stderr } = await seaworthy(['openapi', 'broken-design.ts'])
  assert.deepEqual([code, stdout], [1, ''])
  assert.match(stderr, /^The design of "shop" has 2 problems:\n\n {2}items\.get: /)
  assert.match(stderr, /\[PATH_PARAM_UNKNOWN\][^]*\[RANGE_EMPTY\]\n\nfix: Apply the fixes above/)
})

test('lists the APIs to choose from', async () => {
  const { code, stderr } = await seaworthy(['openapi', 'two-apis.ts'])
  assert.equal(code, 1)
  assert.match(stderr, /exports several APIs: admin, shop\n\nfix: Choose one with --export admin/)
  const chosen = await seaworthy(['openapi', 'two-apis.ts', '--export', 'shop'])
  assert.equal((JSON.parse(chosen.stdout) as OpenApiDocument).info.title, 'shop')
})

test('--help shows examples', async () => {
  const { code, stdout } = await seaworthy(['openapi', '--help'])
  assert.equal(code, 0)
  assert.match(stdout, /^USAGE seaworthy openapi \[OPTIONS\] <DESIGN>$/m)
  assert.match(stdout, /^EXAMPLES\n\n {2}seaworthy openapi src\/design\.ts$/m)
})

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'openapi-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return folder
}
