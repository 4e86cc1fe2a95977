import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadConfig } from '../load-config.ts'
import { section } from '../section.ts'
import { setting } from '../setting.ts'
import { problemsOf, temporaryFolder } from '../test-config.ts'

const demo = section('demo', {
  word: setting.string({ env: 'DEMO_WORD', default: 'default' }),
  items: setting.list({ env: 'DEMO_ITEMS', default: [] }),
  count: setting.integer({ env: 'DEMO_COUNT', default: 1 }),
})
const sections = [demo] as const

test('variables stand in YAML values', (t) => {
  const env = { HOST: 'db', PORT: '80', EMPTY: '', NESTED: '${HOST}', YAML: 'a: [b' }
  const table: [string, string][] = [
    ['${HOST}', 'db'],
    ['${HOST}:${PORT}', 'db:80'],
    ['"${HOST}"', 'db'],
    ['${NONE:-other}', 'other'],
    ['${EMPTY:-other}', 'other'],
    ['${HOST:-other}', 'db'],
    ['"${NONE:-a: b}"', 'a: b'],
    ['$${HOST} $5 $', '${HOST} $5 $'],
    ['${NESTED}', '${HOST}'],
    ['${YAML}', 'a: [b'],
    ['${NONE:-}', 'default'],
    ['${DEMO_WORD}', 'default'],
  ]
  for (const [text, word] of table) {
    const folder = temporaryFolder(t, { 'config.yaml': `demo:\n  word: ${text}\n` })
    assert.equal(loadConfig({ sections, env, folder, dotenv: false }).demo.word, word, text)
  }
})

test('also in lists and in values of other kinds, and from secret files and .env', (t) => {
  const folder = temporaryFolder(t, {
    'config.yaml': 'demo:\n  word: ${LATE}\n  items: ["${A}", "${B:-c,d}"]\n  count: ${COUNT}\n',
    count: '7\n',
    '.env': 'LATE=dotenv',
  })
  const env = { A: 'a', COUNT_FILE: join(folder, 'count') }
  const config = loadConfig({ sections, env, folder, dotenv: join(folder, '.env') })
  assert.deepEqual({ ...config.demo }, { word: 'dotenv', items: ['a', 'c,d'], count: 7 })
})

test('a reference to what is not set, or no reference, is a problem', (t) => {
  const folder = temporaryFolder(t, {
    'config.yaml': 'demo:\n  word: "${NONE}"\n  items: ["${lower}"]\n  count: "${OPEN"\n',
  })
  assert.deepEqual(problemsOf({ sections, env: {}, folder }), [
    'demo.word (config.yaml:2): it refers to ${NONE}, which is not set. Set NONE, or write ${NONE:-…} with what to use without it [REFERENCE_UNSET]',
    'demo.items (config.yaml:3): a ${ in it is no reference. Write ${NAME} or ${NAME:-default}; for the characters as such write $${ [REFERENCE_MALFORMED]',
    'demo.count (config.yaml:4): a ${ in it is no reference. Write ${NAME} or ${NAME:-default}; for the characters as such write $${ [REFERENCE_MALFORMED]',
  ])
})

test('a reference in a value that does not count is no problem', (t) => {
  const folder = temporaryFolder(t, { 'config.yaml': 'demo:\n  word: ${NONE}\n' })
  const env = { DEMO_WORD: 'real' }
  assert.equal(loadConfig({ sections, env, folder, dotenv: false }).demo.word, 'real')
})
