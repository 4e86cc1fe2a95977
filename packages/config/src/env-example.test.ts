import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseEnv } from 'node:util'
import { toEnvExample } from './env-example.ts'
import { loadConfig } from './load-config.ts'
import { section } from './section.ts'
import { setting } from './setting.ts'
import { allSections } from './test-config.ts'

test('each variable has its meaning, form and default; what is required is left to fill in', () => {
  const mail = section(
    'mail',
    {
      from: setting.string({ env: ['MAIL_FROM', 'SMTP_FROM'], description: 'The sender.' }),
      text: setting.string({ env: 'MAIL_TEXT', default: 'Hello you' }),
      token: setting.secret({ env: 'MAIL_TOKEN', developmentDefault: 'canary' }),
      proxy: setting.url({ env: 'MAIL_PROXY', optional: true }),
    },
    { description: 'What goes out.' },
  )
  const text = toEnvExample([mail])
  assert.equal(
    text.slice(text.indexOf('# ---')),
    `# --- mail: What goes out.

# The sender.
# Text on one line. Required. Goes before SMTP_FROM.
MAIL_FROM=

# Text on one line.
#MAIL_TEXT="Hello you"

# A secret. Required in production and staging; development has one of its own.
#MAIL_TOKEN=

# An absolute URL (http://, https://). Optional.
#MAIL_PROXY=https://example.com
`,
  )
})

test('all of it can be used as it is, commented out or not', () => {
  const text = toEnvExample(allSections)
  assert.deepEqual({ ...parseEnv(text) }, {})
  const used = parseEnv(text.replaceAll(/^#(?=[A-Z])/gm, ''))
  const { DB_HOST: _host, DB_USER: _user, DB_NAME: _name, ...rest } = used
  const config = loadConfig({ sections: allSections, env: rest, dotenv: false })
  assert.equal(config.server.idleTimeout, 72_000)
  assert.deepEqual(config.warnings, [])
})
