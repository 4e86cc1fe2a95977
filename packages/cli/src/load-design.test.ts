import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { CliError, type CliErrorCode } from './cli-error.ts'
import { loadDesign } from './load-design.ts'
import { fixtures } from './test-cli.ts'

const fixture = (name: string) => join(fixtures, name)

test('finds the only API of a module', async () => {
  assert.equal((await loadDesign(fixture('shop.ts'), undefined)).name, 'shop')
})

test('an API that is exported twice is one API', async (t) => {
  const path = fixture('shop.ts')
  const file = moduleOf(t, `export { shop, shop as default } from ${JSON.stringify(path)}`)
  assert.equal((await loadDesign(file, undefined)).name, 'shop')
  assert.equal((await loadDesign(file, 'default')).name, 'shop')
})

test('with several APIs, the export decides', async () => {
  const path = fixture('two-apis.ts')
  assert.equal((await loadDesign(path, 'admin')).name, 'admin')
  await rejects(loadDesign(path, undefined), 'API_AMBIGUOUS', /several APIs: admin, shop$/)
  await rejects(loadDesign(path, 'nope'), 'EXPORT_UNKNOWN', /exports no API named "nope"$/)
})

test('a module without an API is told what to export', async (t) => {
  const other = moduleOf(t, 'export const port = 80, shop = { name: "shop" }')
  await rejects(
    loadDesign(other, undefined),
    'API_MISSING',
    /exports no API; it exports port, shop$/,
  )
  const empty = moduleOf(t, '')
  await rejects(loadDesign(empty, undefined), 'API_MISSING', /exports no API, nor anything else$/)
})

test('a missing file and a folder are no module', async () => {
  await rejects(loadDesign('nowhere/design.ts', undefined), 'FILE_MISSING', /nowhere\/design\.ts$/)
  await rejects(loadDesign(fixtures, undefined), 'FILE_MISSING', /^There is no file/)
})

test('a design with mistakes is told all of them', async () => {
  const problems =
    /has 2 problems:[^]*items\.get:[^]*broken-design\.ts:5[^]*items\.list payload\.limit:/
  await rejects(loadDesign(fixture('broken-design.ts'), undefined), 'DESIGN_INVALID', problems)
})

test('a module that throws is told where', async (t) => {
  const throwing = moduleOf(t, '\nthrow new TypeError("no such luck")')
  const place = /cannot be loaded: no such luck\n {4}at .*design\.mjs:2:7/
  await rejects(loadDesign(throwing, undefined), 'MODULE_BROKEN', place)
})

test('a module that does not parse, or imports what is not there, cannot be loaded', async (t) => {
  const broken = moduleOf(t, 'export const = 1')
  await rejects(
    loadDesign(broken, undefined),
    'MODULE_BROKEN',
    /cannot be loaded: Unexpected token/,
  )
  const lost = moduleOf(t, 'import "no-such-package"')
  await rejects(loadDesign(lost, undefined), 'IMPORT_MISSING', /Cannot find package/)
})

function moduleOf(t: TestContext, source: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'load-design-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'design.mjs')
  writeFileSync(file, source)
  return file
}

async function rejects(promise: Promise<unknown>, code: CliErrorCode, message: RegExp) {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof CliError)
    assert.equal(error.code, code)
    assert.match(error.message, message)
    assert.doesNotMatch(error.message + error.fix, /%\w/)
    return true
  })
}
