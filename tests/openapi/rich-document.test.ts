import { toOpenApi } from '@seaworthy/design/openapi'
import { Validator } from '@seriousme/openapi-schema-validator'
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { documentText } from '../../packages/cli/src/document-text.ts'
import { richDesign } from './rich-design.ts'
import { SchemaJudge } from './schema-judge.ts'

const fixtures = join(import.meta.dirname, 'fixtures')
const document = toOpenApi(richDesign.model)

describe('the document of a rich design', () => {
  // To record it anew: node --test --test-update-snapshots tests/openapi/rich-document.test.ts
  test('is the recorded one', async (t) => {
    const text = await documentText(document, 'yaml')
    t.assert.fileSnapshot(text, join(fixtures, 'rich-design.openapi.yaml'), {
      serializers: [String],
    })
  })

  test('is the same on every run', () => {
    assert.deepEqual(toOpenApi(richDesign.model), document)
  })

  test('is plain JSON', () => {
    assert.deepEqual(JSON.parse(JSON.stringify(document)), document)
  })

  test('is valid by the schema of OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate({ ...structuredClone(document) })
    assert.ok(valid, JSON.stringify(errors, null, 2))
  })

  test('passes the recommended rules of redocly, without a warning', (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'openapi-'))
    t.after(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'openapi.json')
    writeFileSync(file, JSON.stringify(document))
    const redocly = createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js')
    const config = join(fixtures, 'redocly.yaml')
    const args = [redocly, 'lint', file, '--config', config, '--format', 'json']
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      encoding: 'utf8',
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    })
    const { problems, totals } = JSON.parse(stdout) as { problems: object[]; totals: object }
    assert.deepEqual(problems, [], stderr)
    assert.equal(status, 0, JSON.stringify(totals))
  })

  test('has only examples that fit their schemas', () => {
    const judge = new SchemaJudge(document)
    const faults: string[] = []
    let count = 0
    visit(document, '', (path, { schema, examples, ...holder }) => {
      const values =
        'example' in holder
          ? [holder['example']]
          : Object.values((examples ?? {}) as Record<string, { value: unknown }>).map(
              ({ value }) => value,
            )
      for (const value of values) {
        count++
        faults.push(...judge.faults(schema as object, value).map((fault) => `${path}: ${fault}`))
      }
    })
    assert.deepEqual(faults, [])
    assert.ok(count > 60, `${count} examples`)
  })

  test('has only schemas whose own examples and defaults fit', () => {
    const judge = new SchemaJudge(document)
    const faults: string[] = []
    visitSchemas(document, '', (path, schema) => {
      const { examples = [], default: fallback } = schema as {
        examples?: unknown[]
        default?: unknown
      }
      for (const value of fallback === undefined ? examples : [...examples, fallback]) {
        faults.push(...judge.faults(schema, value).map((fault) => `${path}: ${fault}`))
      }
    })
    assert.deepEqual(faults, [])
  })

  test('has an example for every body, but for those that are bytes', () => {
    const without: string[] = []
    visit(document, '', (path, media) => {
      if (!path.includes('/content/') || 'example' in media || 'examples' in media) return
      without.push(path.replace(/^\/paths/, ''))
    })
    assert.deepEqual(without, [
      '//api/v1/orders/{id}/receipt/get/responses/200/content/application/pdf',
      '//api/v1/catalogue/shelves/{shelf}/images/{path}/get/responses/200/content/application/octet-stream',
    ])
  })

  test('tells no secret and no symbol', () => {
    const text = JSON.stringify(document)
    assert.ok(!text.includes('correct horse') && !text.includes('never to be seen'))
    assert.ok(!text.includes('seaworthy.source'))
  })
})

type Json = Record<string, unknown>

/** Everything that has a schema: media types, parameters, headers. */
function visit(value: unknown, path: string, found: (path: string, holder: Json) => void): void {
  if (typeof value !== 'object' || value === null) return
  if ('schema' in value) found(path, { ...value })
  for (const [key, inner] of Object.entries(value)) {
    if (key !== 'example' && key !== 'schema') visit(inner, `${path}/${key}`, found)
  }
}

/** Everything that is a schema, or could be taken for one. */
function visitSchemas(
  value: unknown,
  path: string,
  found: (path: string, schema: Json) => void,
): void {
  if (typeof value !== 'object' || value === null) return
  if ('type' in value || '$ref' in value || 'anyOf' in value) found(path, { ...value })
  for (const [key, inner] of Object.entries(value)) {
    const data = key === 'example' || key === 'examples' || key === 'default'
    if (!data) visitSchemas(inner, `${path}/${key}`, found)
  }
}
