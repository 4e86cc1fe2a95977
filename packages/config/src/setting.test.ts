import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadConfig } from './load-config.ts'
import type { Secret } from './secret.ts'
import { type ValuesOf, section } from './section.ts'
import { setting } from './setting.ts'
import { SettingsError } from './settings-error.ts'

type Equal<First, Second> =
  (<T>() => T extends First ? 1 : 2) extends <T>() => T extends Second ? 1 : 2 ? true : false

/** Compiles only for `true`. */
function assertType<Holds extends true>(_?: Holds): void {}

const every = section('every', {
  text: setting.string({ env: 'EVERY_TEXT', default: 'a' }),
  whole: setting.integer({ env: 'EVERY_WHOLE', default: 1 }),
  share: setting.number({ env: 'EVERY_SHARE', default: 0.5 }),
  flag: setting.boolean({ env: 'EVERY_FLAG', default: false }),
  port: setting.port({ env: 'EVERY_PORT', optional: true }),
  pause: setting.duration({ env: 'EVERY_PAUSE', default: '1m30s' }),
  limit: setting.size({ env: 'EVERY_LIMIT', default: '1MiB' }),
  level: setting.enum(['low', 'high'], { env: 'EVERY_LEVEL', default: 'low' }),
  link: setting.url({ env: 'EVERY_LINK', optional: true }),
  tags: setting.list({ env: 'EVERY_TAGS', default: ['a', 'b'] }),
  key: setting.secret({ env: 'EVERY_KEY', developmentDefault: 'for development' }),
  hint: setting.secret({ env: 'EVERY_HINT', optional: true }),
})

test('each kind gives a value of its type', () => {
  const config = loadConfig({ sections: [every], env: {}, dotenv: false })
  assertType<
    Equal<
      typeof config.every,
      {
        readonly text: string
        readonly whole: number
        readonly share: number
        readonly flag: boolean
        readonly port: number | undefined
        readonly pause: number
        readonly limit: number
        readonly level: 'low' | 'high'
        readonly link: string | undefined
        readonly tags: readonly string[]
        readonly key: Secret
        readonly hint: Secret | undefined
      }
    >
  >()
  assertType<Equal<ValuesOf<typeof every>, typeof config.every>>()
  assertType<Equal<typeof config.environment, 'production' | 'staging' | 'development' | 'test'>>()
  const { key, ...rest } = config.every
  assert.equal(key.reveal(), 'for development')
  assert.deepEqual(rest, {
    text: 'a',
    whole: 1,
    share: 0.5,
    flag: false,
    port: undefined,
    pause: 90_000,
    limit: 1_048_576,
    level: 'low',
    link: undefined,
    tags: ['a', 'b'],
    hint: undefined,
  })
})

test('a wrong declaration does not compile', () => {
  const declare = () => {
    // @ts-expect-error a misspelled option
    setting.string({ env: 'X', defualt: 'a' })
    // @ts-expect-error a default of another type
    setting.integer({ env: 'X', default: '1' })
    // @ts-expect-error a default that is not among the values
    setting.enum(['a', 'b'], { env: 'X', default: 'c' })
    // @ts-expect-error a secret has no default
    setting.secret({ env: 'X', default: 'a' })
    // @ts-expect-error no variable
    setting.string({ default: 'a' })
    // @ts-expect-error a section that is not there
    void loadConfig({ sections: [every], env: {} }).other
    // @ts-expect-error configurations are read only
    loadConfig({ sections: [every], env: {} }).every.text = 'b'
  }
  assert.equal(typeof declare, 'function')
})

test('a mistake in a declaration is thrown where it is, with a fix', () => {
  const table: [string, () => unknown][] = [
    ['VARIABLE_NAME', () => setting.string({ env: 'lower' })],
    ['VARIABLE_NAME', () => setting.string({ env: ['FINE', 'not fine'] })],
    ['DEFAULT_INVALID', () => setting.duration({ env: 'X', default: '15' })],
    ['DEFAULT_INVALID', () => setting.port({ env: 'X', developmentDefault: 70_000 })],
    ['DEFAULT_OPTIONAL', () => setting.port({ env: 'X', default: 1, optional: true })],
    ['SETTING_NAME', () => section('Wrong', {})],
    ['SETTING_NAME', () => section('right', { 'wrong-key': setting.string({ env: 'X' }) })],
    ['SECTION_NAME_RESERVED', () => section('environment', {})],
    ['SECTION_NAME_TAKEN', () => loadConfig({ sections: [every, section('every', {})], env: {} })],
    ['VARIABLE_TAKEN', () => loadTwo('EVERY_TEXT')],
    ['VARIABLE_TAKEN', () => loadTwo('EVERY_TEXT_FILE')],
    ['VARIABLE_TAKEN', () => loadTwo('ENVIRONMENT')],
  ]
  for (const [code, declare] of table) {
    assert.throws(declare, (error) => {
      assert.ok(error instanceof SettingsError, String(error))
      assert.equal(error.code, code)
      assert.ok(error.message.endsWith(error.fix) && !/%[a-z]/.test(error.message), error.message)
      return true
    })
  }
})

function loadTwo(env: string): unknown {
  const two = section('two', { text: setting.string({ env, default: 'a' }) })
  return loadConfig({ sections: [every, two], env: {}, dotenv: false })
}
