import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  type Catalogue,
  declarationCatalogue,
  problemCatalogue,
  warningCatalogue,
} from './problem-catalogue.ts'
import { toReferenceTable } from './reference-table.ts'
import { section } from './section.ts'
import { setting } from './setting.ts'
import { allSections } from './test-config.ts'

const page = new URL('../../../docs/configuration.md', import.meta.url)

test('a section is a table with a row for each setting', () => {
  const mail = section('mail', {
    from: setting.string({ env: ['MAIL_FROM', 'SMTP_FROM'], description: 'A|B.' }),
    level: setting.enum(['low', 'high'], {
      env: 'MAIL_LEVEL',
      default: 'low',
      developmentDefault: 'high',
    }),
    tags: setting.list({ env: 'MAIL_TAGS', default: [] }),
    tokenOne: setting.secret({ env: 'MAIL_TOKEN', developmentDefault: 'canary' }),
  })
  assert.equal(
    toReferenceTable([mail]),
    `### mail

| Variable | Key | Form | Default | What it is |
| --- | --- | --- | --- | --- |
| \`MAIL_FROM\`, \`SMTP_FROM\` | \`mail.from\` | text | **required** | A\\|B. |
| \`MAIL_LEVEL\` | \`mail.level\` | one of low, high | \`low\`; \`high\` in development and test |  |
| \`MAIL_TAGS\` | \`mail.tags\` | list | empty |  |
| \`MAIL_TOKEN\` | \`mail.token_one\` | secret | **required**; a known one in development and test |  |
`,
  )
})

test('docs/configuration.md holds the tables of today (UPDATE_DOCS=1 writes them)', () => {
  const generated = {
    settings: toReferenceTable(allSections),
    problems: toCatalogueTable(problemCatalogue),
    warnings: toCatalogueTable(warningCatalogue),
    declarations: toCatalogueTable(declarationCatalogue),
  }
  const text = readFileSync(page, 'utf8')
  let expected = text
  for (const [name, table] of Object.entries(generated)) {
    const [begin, end] = [`<!-- ${name}: generated -->`, `<!-- /${name} -->`]
    const [before, rest] = expected.split(begin)
    const [, after] = rest?.split(end) ?? []
    assert.ok(before !== undefined && after !== undefined, `the page has a place for ${name}`)
    expected = `${before}${begin}\n${table.trim()}\n${end}${after}`
  }
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(page, expected)
  else assert.equal(text, expected)
})

function toCatalogueTable(catalogue: Catalogue): string {
  const rows = Object.entries(catalogue).map(
    ([code, { message, fix }]) => `| \`${code}\` | ${escape(message)} | ${escape(fix)} |`,
  )
  return ['| Code | What is wrong | What to do |', '| --- | --- | --- |', ...rows].join('\n')
}

function escape(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
}
