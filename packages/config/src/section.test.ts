import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadConfig } from './load-config.ts'
import { section } from './section.ts'
import { setting } from './setting.ts'
import { problemsOf, temporaryFolder, warningsOf } from './test-config.ts'

const mail = section(
  'mail',
  {
    batch: setting.integer({ env: 'MAIL_BATCH', default: 10 }),
    queue: setting.integer({ env: 'MAIL_QUEUE', default: 100 }),
    pause: setting.duration({ env: 'MAIL_PAUSE', default: '1s' }),
    token: setting.secret({ env: 'MAIL_TOKEN', optional: true }),
  },
  {
    checks: [
      ({ batch, queue }, { show, name }) =>
        batch <= queue
          ? undefined
          : {
              keys: ['batch', 'queue'],
              message: `${show('batch')} is over ${show('queue')}`,
              fix: `Lower ${name('batch')} or raise ${name('queue')}`,
            },
      ({ token }, { environment, deployed, isSet, show }) =>
        isSet('pause') && token === undefined
          ? {
              keys: ['pause'],
              message: `in ${environment} (${deployed}) ${show('pause')} and ${show('token')}`,
              fix: 'Do something',
            }
          : undefined,
    ],
  },
)

test('a rule names what the operator wrote, where, and what is only a default', (t) => {
  const folder = temporaryFolder(t, { 'config.yaml': 'mail:\n  batch: 200\n' })
  assert.deepEqual(problemsOf({ sections: [mail], env: { MAIL_PAUSE: '90s' }, folder }), [
    'mail (config.yaml:2): mail.batch=200 is over MAIL_QUEUE=100 (default). Lower mail.batch or raise MAIL_QUEUE [RULE_BROKEN]',
    'mail (environment): in development (false) MAIL_PAUSE=1m30s and MAIL_TOKEN (not set). Do something [RULE_BROKEN]',
  ])
})

test('a rule is left out if it reads a wrong value, the others are not', () => {
  const env = { MAIL_BATCH: 'x', MAIL_PAUSE: '5s' }
  const codes = problemsOf({ sections: [mail], env }).map((line) => line.split(' ').at(-1))
  assert.deepEqual(codes, ['[VALUE_INVALID]', '[RULE_BROKEN]'])
})

test('a rule that fails by itself is not swallowed', () => {
  const broken = section(
    'broken',
    { word: setting.string({ env: 'BROKEN_WORD', optional: true }) },
    {
      checks: [
        () => {
          throw new RangeError('a bug in the rule')
        },
      ],
    },
  )
  assert.throws(() => loadConfig({ sections: [broken], env: {}, dotenv: false }), RangeError)
})

test('a secret that a rule tells by mistake is masked', () => {
  const careless = section(
    'careless',
    { key: setting.secret({ env: 'CARELESS_KEY' }) },
    {
      checks: [
        ({ key }) => ({
          keys: ['key'],
          message: `not ${key.reveal()}`,
          fix: `drop ${key.reveal()}`,
        }),
      ],
    },
  )
  assert.deepEqual(problemsOf({ sections: [careless], env: { CARELESS_KEY: 'a-canary-7' } }), [
    'careless (environment): not [secret]. drop [secret] [RULE_BROKEN]',
  ])
})

test('prefixes come from the variables unless they are given', () => {
  const words = { word: setting.string({ env: 'WORDS_WORD', optional: true }) }
  const env = { WORDS_OTHER: '1', ELSE_OTHER: '1' }
  const namesOf = (prefixes?: string[]) =>
    warningsOf({ sections: [section('words', words, prefixes && { prefixes })], env }).map(
      (line) => line.split(':')[0],
    )
  assert.deepEqual(namesOf(), ['WORDS_OTHER'])
  assert.deepEqual(namesOf(['ELSE_']), ['ELSE_OTHER'])
  assert.deepEqual(namesOf([]), [])
})
