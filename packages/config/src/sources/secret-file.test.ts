import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadConfig } from '../load-config.ts'
import { section } from '../section.ts'
import { setting } from '../setting.ts'
import { problemsOf, temporaryFolder } from '../test-config.ts'

const keys = section('keys', {
  key: setting.secret({ env: 'KEYS_KEY' }),
  port: setting.port({ env: 'KEYS_PORT', default: 1 }),
})
const sections = [keys] as const

test('a secret file gives its content without the line breaks at the end', (t) => {
  for (const [text, value] of [
    ['swordfish', 'swordfish'],
    ['swordfish\n', 'swordfish'],
    ['swordfish\r\n\n', 'swordfish'],
    [' sword\nfish ', ' sword\nfish '],
  ] as const) {
    const folder = temporaryFolder(t, { key: text })
    const env = { KEYS_KEY_FILE: join(folder, 'key') }
    assert.equal(loadConfig({ sections, env, dotenv: false }).keys.key.reveal(), value)
  }
})

test('a link to it does, and settings of every kind take one', (t) => {
  const folder = temporaryFolder(t, { data: 'swordfish', port: '8080\n' })
  symlinkSync('data', join(folder, 'key'))
  const env = { KEYS_KEY_FILE: join(folder, 'key'), KEYS_PORT_FILE: join(folder, 'port') }
  const { key, port } = loadConfig({ sections, env, dotenv: false }).keys
  assert.deepEqual([key.reveal(), port], ['swordfish', 8080])
})

test('a file that is not there, empty, too large or no file is a problem', (t) => {
  const folder = temporaryFolder(t, {
    empty: '\n',
    large: 'x'.repeat(65 * 1024),
    wrong: 'not a port',
  })
  writeFileSync(join(folder, 'binary'), Buffer.from([0xff, 0xfe, 0x00]))
  mkdirSync(join(folder, 'folder'))
  symlinkSync('loop', join(folder, 'loop'))
  const fix = (name: string) =>
    `Make it a text file of 64 KiB at most that this user may read, or correct the path in ${name} [SECRET_FILE_UNREADABLE]`
  const table = [
    [
      'none',
      'there is no such file. Mount the file, or correct the path in KEYS_KEY_FILE [SECRET_FILE_MISSING]',
    ],
    [
      'empty',
      'the file is empty. Write the value into it, or unset KEYS_KEY_FILE [SECRET_FILE_EMPTY]',
    ],
    ['folder', `the file cannot be read: it is a folder. ${fix('KEYS_KEY_FILE')}`],
    ['large', `the file cannot be read: it is larger than 64 KiB. ${fix('KEYS_KEY_FILE')}`],
    ['binary', `the file cannot be read: it is not UTF-8 text. ${fix('KEYS_KEY_FILE')}`],
    ['loop', `the file cannot be read: ELOOP. ${fix('KEYS_KEY_FILE')}`],
    ['empty/x', `the file cannot be read: ENOTDIR. ${fix('KEYS_KEY_FILE')}`],
  ]
  for (const [name = '', line] of table) {
    const path = join(folder, name)
    assert.deepEqual(problemsOf({ sections, env: { KEYS_KEY_FILE: path } }), [
      `KEYS_KEY_FILE (secret file ${path}): ${line}`,
    ])
  }
  const env = { KEYS_KEY: 'x', KEYS_PORT_FILE: join(folder, 'wrong') }
  assert.deepEqual(problemsOf({ sections, env }), [
    `KEYS_PORT_FILE (secret file ${env.KEYS_PORT_FILE}): [secret] is not a port from 1 to 65535. Write it like 1 [VALUE_INVALID]`,
  ])
})

test('a pipe is refused rather than waited for', { skip: process.platform === 'win32' }, (t) => {
  const path = join(temporaryFolder(t), 'pipe')
  assert.equal(spawnSync('mkfifo', [path]).status, 0)
  const [line] = problemsOf({ sections, env: { KEYS_KEY_FILE: path } })
  assert.match(line ?? '', /it is no ordinary file/)
})

test('the secret itself in place of a path is not printed', () => {
  for (const value of [
    'canary-swordfish',
    'Zm9v/canary7XbarQQ==',
    '/canaryZm9vYmFyYmF6QUJD012345',
  ]) {
    const [line] = problemsOf({ sections, env: { KEYS_KEY_FILE: value } })
    assert.match(line ?? '', /^KEYS_KEY_FILE \(secret file\): there is no such file/)
    assert.ok(!line?.includes('canary'))
  }
})

test('a file that this user may not read is a problem', (t) => {
  const env = { KEYS_KEY_FILE: join(temporaryFolder(t, { key: 'swordfish' }), 'key') }
  chmodSync(env.KEYS_KEY_FILE, 0o000)
  const [line] = asNobody(() => problemsOf({ sections, env }))
  assert.match(line ?? '', /this user may not read it \(EACCES\)/)
  assert.ok(!line?.includes('swordfish'))
})

/** Root reads everything, so it is somebody else for a moment. */
function asNobody<Result>(run: () => Result): Result {
  if (process.getuid?.() !== 0) return run()
  process.seteuid?.(65_534)
  try {
    return run()
  } finally {
    process.seteuid?.(0)
  }
}
