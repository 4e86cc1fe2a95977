import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explainConfig, toConfigTable } from './explain-config.ts'
import { loadConfig } from './load-config.ts'
import { section } from './section.ts'
import { setting } from './setting.ts'
import { temporaryFolder } from './test-config.ts'

const mail = section('mail', {
  from: setting.string({ env: 'MAIL_FROM', optional: true }),
  pause: setting.duration({ env: 'MAIL_PAUSE', default: '90s', description: 'Between two.' }),
  limit: setting.size({ env: 'MAIL_LIMIT', default: '1MiB' }),
  tags: setting.list({ env: 'MAIL_TAGS', default: ['a'] }),
  token: setting.secret({ env: ['MAIL_TOKEN', 'MAIL_KEY'], developmentDefault: 'known' }),
})

test('every setting is a row with its value, its origin and what it is', (t) => {
  const folder = temporaryFolder(t, { 'config.yaml': 'mail:\n  limit: 512KB\n' })
  const env = { MAIL_KEY: 'x', MAIL_TAGS: 'b,c' }
  const rows = explainConfig(loadConfig({ sections: [mail], env, folder, dotenv: false }))
  assert.deepEqual(rows[2], {
    key: 'mail.pause',
    variables: ['MAIL_PAUSE'],
    value: '1m30s',
    origin: 'default',
    isDefault: true,
    secret: false,
    description: 'Between two.',
  })
  assert.deepEqual(
    rows.map(({ key, value, origin, isDefault }) => [
      key,
      value,
      origin.replace(`${folder}/`, ''),
      isDefault,
    ]),
    [
      ['environment', 'development', 'default', true],
      ['mail.from', undefined, 'not set', true],
      ['mail.pause', '1m30s', 'default', true],
      ['mail.limit', '500KiB', 'config.yaml:2', false],
      ['mail.tags', 'b,c', 'MAIL_TAGS (environment)', false],
      ['mail.token', '[secret]', 'MAIL_KEY (environment)', false],
    ],
  )
})

test('a value that looks like a secret is hidden though nobody declared it', () => {
  const env = { MAIL_FROM: 'https://user:canary@example.com' }
  const rows = explainConfig(loadConfig({ sections: [mail], env, dotenv: false }))
  assert.equal(rows[1]?.value, '[secret]')
})

test('the table has a line for each row', () => {
  const config = loadConfig({ sections: [mail], env: { ENVIRONMENT: 'test' }, dotenv: false })
  assert.equal(
    toConfigTable(explainConfig(config)),
    `KEY          VALUE     ORIGIN
environment  test      ENVIRONMENT (environment)
mail.from    —         not set
mail.pause   1m30s     default
mail.limit   1MiB      default
mail.tags    a         default
mail.token   [secret]  development default`,
  )
})

test('only what loadConfig returned can be explained', () => {
  assert.throws(() => explainConfig({ environment: 'test', warnings: [] }), TypeError)
})
