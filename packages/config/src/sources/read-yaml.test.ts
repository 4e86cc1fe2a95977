import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadConfig } from '../load-config.ts'
import { section } from '../section.ts'
import { setting } from '../setting.ts'
import { problemsOf, temporaryFolder, warningsOf } from '../test-config.ts'

const demo = section('demoPart', {
  firstWord: setting.string({ env: 'DEMO_WORD', default: 'default' }),
  items: setting.list({ env: 'DEMO_ITEMS', default: [] }),
  count: setting.integer({ env: 'DEMO_COUNT', default: 1 }),
  key: setting.secret({ env: 'DEMO_KEY', optional: true }),
})
const sections = [demo] as const

test('keys are in snake case, and every scalar is taken as it is written', (t) => {
  const folder = temporaryFolder(t, {
    'config.yaml': [
      '# a comment',
      'demo_part:',
      '  first_word: 0123 # not a number',
      '  items: [no, "1.10", a b]',
      "  count: '12'",
      '  key: 1e3',
    ].join('\n'),
  })
  const { firstWord, items, count, key } = loadConfig({ sections, env: {}, folder }).demoPart
  assert.deepEqual([firstWord, items, count], ['0123', ['no', '1.10', 'a b'], 12])
  assert.equal(key?.reveal(), '1e3')
})

test('null takes back what the file before says', (t) => {
  const folder = temporaryFolder(t, {
    'config.yaml': 'demo_part: { first_word: base, items: [a], count: 3 }',
    'config.test.yaml': 'demo_part:\n  first_word:\n  items: ~\n  count: null\n',
  })
  const { firstWord, items, count } = loadConfig({
    sections,
    env: { ENVIRONMENT: 'test' },
    folder,
  }).demoPart
  assert.deepEqual([firstWord, items, count], ['default', [], 1])
})

test('aliases, empty files and empty sections are fine', (t) => {
  const files = [
    '',
    '# nothing',
    '---',
    'demo_part:',
    'demo_part: {first_word: &word x, items: [*word]}',
    '\ufeffdemo_part: {}',
  ]
  for (const text of files) {
    const folder = temporaryFolder(t, { 'config.yaml': text })
    loadConfig({ sections, env: {}, folder, dotenv: false })
  }
})

const mistakes: [string, string, string[]][] = [
  [
    'an unknown key',
    'demo_part:\n  frist_word: a',
    [
      'demo_part.frist_word (config.yaml:2): there is no such key; did you mean first_word?. Correct or remove it [KEY_UNKNOWN]',
    ],
  ],
  [
    'a key in another case',
    'demo_part: { firstWord: a, first-word: b }',
    [
      'demo_part.firstWord (config.yaml:1): there is no such key; did you mean first_word?. Correct or remove it [KEY_UNKNOWN]',
      'demo_part.first-word (config.yaml:1): there is no such key; did you mean first_word?. Correct or remove it [KEY_UNKNOWN]',
    ],
  ],
  [
    'a key far from all',
    'demo_part:\n  colour: red',
    [
      'demo_part.colour (config.yaml:2): there is no such key. Correct or remove it; demo_part has first_word, items, count, key [KEY_UNKNOWN]',
    ],
  ],
  [
    'a merge key',
    'demo_part:\n  <<: { count: 1 }',
    [
      'demo_part.<< (config.yaml:2): there is no such key. Correct or remove it; demo_part has first_word, items, count, key [KEY_UNKNOWN]',
    ],
  ],
  [
    'an unknown section',
    'demo_port: {}\nsomething: {}\nenvironment: production',
    [
      'demo_port (config.yaml:1): there is no such section; did you mean demo_part?. Correct or remove it [SECTION_UNKNOWN]',
      'something (config.yaml:2): there is no such section. Correct or remove it; there are demo_part [SECTION_UNKNOWN]',
      'environment (config.yaml:3): there is no such section; the variable ENVIRONMENT decides that. Correct or remove it [SECTION_UNKNOWN]',
    ],
  ],
  [
    'a section that is one value',
    'demo_part: 3',
    [
      'demo_part (config.yaml:1): a section has keys of its own, this one is a single value. Write its keys below it, indented: first_word: … [SECTION_NOT_MAP]',
    ],
  ],
  [
    'a file that is a list',
    '- demo_part',
    [
      'config.yaml: the file does not consist of sections. Write the name of a section, and below it, indented, its keys [FILE_NOT_MAP]',
    ],
  ],
  [
    'a map or a list where one value belongs',
    'demo_part:\n  count: [1]\n  first_word: { a: b }\n  items: [[a]]',
    [
      'demo_part.first_word (config.yaml:3): there is a map or a list where text on one line belongs. Write plain text [VALUE_NESTED]',
      'demo_part.items (config.yaml:4): there is a map or a list where a list divided by commas belongs. Write plain text, such as one,two [VALUE_NESTED]',
      'demo_part.count (config.yaml:2): there is a map or a list where a whole number belongs. Write plain text, such as 10 [VALUE_NESTED]',
    ],
  ],
  [
    'an empty text in quotation marks',
    'demo_part: { first_word: "" }',
    [
      'demo_part.first_word (config.yaml:1): "" is not text on one line. Write it like first_word: default [VALUE_INVALID]',
    ],
  ],
  [
    'a key twice',
    'demo_part:\n  count: 1\n  items: []\n  count: 2',
    ['config.yaml:4: the key count is there twice in one map. Remove one of them [KEY_DUPLICATE]'],
  ],
  [
    'a section twice',
    'demo_part: {}\ndemo_part: {}',
    [
      'config.yaml:2: the key demo_part is there twice in one map. Remove one of them [KEY_DUPLICATE]',
    ],
  ],
  [
    'a tab',
    'demo_part:\n\tcount: 1',
    [
      'config.yaml:2: no YAML from here on: tabs cannot indent. Correct the line or the one above it; quote values with special characters [FILE_SYNTAX]',
    ],
  ],
  [
    'a tag',
    'demo_part:\n  count: !vault abc',
    [
      'config.yaml:2: no YAML from here on: tags (!name) are not known here. Correct the line or the one above it; quote values with special characters [FILE_SYNTAX]',
    ],
  ],
]

for (const [title, text, lines] of mistakes) {
  test(`${title} is told with file and line`, (t) => {
    const folder = temporaryFolder(t, { 'config.yaml': text })
    const seen = problemsOf({ sections, env: {}, folder })
    assert.deepEqual(seen.toSorted(), lines.toSorted())
  })
}

test('broken YAML is one problem for each file, and quotes nothing of it', (t) => {
  const broken = [
    'demo_part: {key: canary-1',
    'demo_part:\n  key: "canary-1\n',
    'demo_part:\n  key: a\n canary-1: b',
    '"canary-1',
    'a: b\n---\ncanary-1: c',
    'demo_part:\n  key: *canary-1',
    'demo_part:\n  key: canary-1: x',
    'demo_part:\n  key: @canary-1',
    '%canary-1',
    'demo_part:\n  key: "\\q canary-1"',
    'canary-1',
    '? [canary-1]\n: b',
  ]
  for (const text of broken) {
    const folder = temporaryFolder(t, { 'config.yaml': text })
    const lines = problemsOf({ sections, env: {}, folder })
    assert.ok(lines.length > 0)
    assert.ok(!lines.join('\n').includes('canary'), `${text}\n${lines.join('\n')}`)
    assert.ok(lines.filter((line) => line.includes('[FILE_SYNTAX]')).length <= 1, lines.join('\n'))
  }
})

test('a circle of aliases ends', (t) => {
  const folder = temporaryFolder(t, { 'config.yaml': 'demo_part: &a\n  items: [*a]\n  count: 3' })
  assert.equal(problemsOf({ sections, env: {}, folder }).length, 1)
})

test('a folder without config.yaml is a problem, one without the other file is not', (t) => {
  assert.deepEqual(problemsOf({ sections, env: {}, folder: temporaryFolder(t) }), [
    'config.yaml: there is no such file. Create it (it may be empty), or correct `folder`, or leave `folder` out [FILE_MISSING]',
  ])
  const folder = temporaryFolder(t, { 'config.yaml': '' })
  loadConfig({ sections, env: {}, folder, dotenv: false })
})

test('a file that is no text is a problem', (t) => {
  const folder = temporaryFolder(t, { 'config.yaml': '' })
  writeFileSync(join(folder, 'config.test.yaml'), Buffer.from([0x61, 0xff, 0xfe]))
  const env = { ENVIRONMENT: 'test' }
  assert.match(problemsOf({ sections, env, folder })[0] ?? '', /^config.test.yaml: .* not UTF-8/)
  mkdirSync(join(folder, 'config.staging.yaml'))
  const staging = problemsOf({ sections, env: { ENVIRONMENT: 'staging' }, folder })
  assert.match(staging[0] ?? '', /^config.staging.yaml: the file cannot be read: EISDIR/)
})

test('files that are never read are a warning', (t) => {
  const folder = temporaryFolder(t, {
    'config.yaml': '',
    'config.production.yaml': '',
    'config.prod.yaml': '',
    'config.yml': '',
    'config.local.yaml': '',
    'prometheus.yml': '',
  })
  assert.deepEqual(warningsOf({ sections, env: {}, folder }), [
    'config.local.yaml: this file is never read. Rename it to config.<environment>.yaml, or remove it [FILE_NOT_READ]',
    'config.prod.yaml: this file is never read. Rename it to config.production.yaml, or remove it [FILE_NOT_READ]',
    'config.yml: this file is never read. Rename it to config.yaml, or remove it [FILE_NOT_READ]',
  ])
})
