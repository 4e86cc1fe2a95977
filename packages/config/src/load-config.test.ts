import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { explainConfig } from './explain-config.ts'
import { loadConfig } from './load-config.ts'
import { section } from './section.ts'
import { serverSettings } from './sections/server.ts'
import { setting } from './setting.ts'
import {
  allSections,
  productionEnv,
  problemsOf,
  temporaryFolder,
  warningsOf,
} from './test-config.ts'

const demo = section('demo', {
  word: setting.string({ env: 'DEMO_WORD', default: 'default' }),
  items: setting.list({ env: 'DEMO_ITEMS', default: [] }),
  maybe: setting.string({ env: 'DEMO_MAYBE', optional: true }),
  local: setting.string({ env: 'DEMO_LOCAL', default: 'safe', developmentDefault: 'handy' }),
})

describe('sources', () => {
  const files = {
    'config.yaml': 'demo:\n  word: base\n',
    'config.staging.yaml': 'demo:\n  word: staging\n',
    'config.development.yaml': 'demo:\n  word: development\n',
    '.env': 'DEMO_WORD=dotenv\n',
    word: 'file\n',
  }

  test('each goes before the one left of it', (t) => {
    const folder = temporaryFolder(t, files)
    const dotenv = join(folder, '.env')
    const wordOf = (given: Partial<Parameters<typeof loadConfig>[0]>) => {
      const config = loadConfig({ sections: [demo], env: {}, dotenv: false, ...given })
      const row = explainConfig(config).find(({ key }) => key === 'demo.word')
      return [config.demo.word, row?.origin.replace(`${folder}/`, '')]
    }
    const staging = { ENVIRONMENT: 'staging' }
    const file = join(folder, 'word')
    assert.deepEqual(
      [
        wordOf({}),
        wordOf({ folder, env: { ENVIRONMENT: 'test' } }),
        wordOf({ folder, env: staging }),
        wordOf({ folder }),
        wordOf({ folder, dotenv }),
        wordOf({ folder, dotenv, env: { DEMO_WORD: 'real' } }),
        wordOf({ folder, dotenv, env: { DEMO_WORD_FILE: file } }),
      ],
      [
        ['default', 'default'],
        ['base', 'config.yaml:2'],
        ['staging', 'config.staging.yaml:2'],
        ['development', 'config.development.yaml:2'],
        ['dotenv', 'DEMO_WORD (.env)'],
        ['real', 'DEMO_WORD (environment)'],
        ['file', `DEMO_WORD_FILE (secret file word)`],
      ],
    )
  })

  test('a folder can be a URL', (t) => {
    const folder = pathToFileURL(`${temporaryFolder(t, files)}/`)
    const { demo: values } = loadConfig({ sections: [demo], env: {}, folder, dotenv: false })
    assert.equal(values.word, 'development')
  })

  test('.env is read in development only', (t) => {
    const dotenv = join(temporaryFolder(t, files), '.env')
    for (const environment of ['test', 'staging', 'production']) {
      const env = { ENVIRONMENT: environment }
      assert.equal(loadConfig({ sections: [demo], env, dotenv }).demo.word, 'default')
    }
  })

  test('.env neither needs to be there nor changes the environment of the process', (t) => {
    const folder = temporaryFolder(t, { '.env': 'DEMO_WORD=dotenv' })
    const env = {}
    loadConfig({ sections: [demo], env, dotenv: join(folder, '.env') })
    assert.deepEqual(env, {})
    const config = loadConfig({ sections: [demo], env, dotenv: join(folder, 'none') })
    assert.equal(config.demo.word, 'default')
  })

  test('.env cannot decide the environment', (t) => {
    const folder = temporaryFolder(t, { '.env': 'ENVIRONMENT=production' })
    const config = loadConfig({ sections: [demo], env: {}, dotenv: join(folder, '.env') })
    assert.equal(config.environment, 'development')
    assert.deepEqual(
      config.warnings.map(({ code }) => code),
      ['ENVIRONMENT_IN_DOTENV'],
    )
  })

  test('a variable and its file in one place are an error, in two the real one counts', (t) => {
    const folder = temporaryFolder(t, { word: 'file', '.env': 'DEMO_WORD=dotenv' })
    const env = { DEMO_WORD: 'real', DEMO_WORD_FILE: join(folder, 'word') }
    assert.deepEqual(problemsOf({ sections: [demo], env }), [
      'DEMO_WORD (environment): DEMO_WORD and DEMO_WORD_FILE are both set. Unset one of them [NAME_AND_FILE]',
    ])
    const dotenv = join(folder, '.env')
    const { DEMO_WORD_FILE } = env
    assert.equal(
      loadConfig({ sections: [demo], env: { DEMO_WORD_FILE }, dotenv }).demo.word,
      'file',
    )
  })

  test('an empty variable is as if it were not set', () => {
    const env = { DEMO_WORD: '', DEMO_MAYBE: '', DEMO_WORD_FILE: '' }
    const config = loadConfig({ sections: [demo], env, dotenv: false })
    assert.deepEqual([config.demo.word, config.demo.maybe], ['default', undefined])
  })

  test('space around a value is cut', () => {
    const env = { DEMO_WORD: ' word \n', DEMO_ITEMS: ' a , b ' }
    const { word, items } = loadConfig({ sections: [demo], env, dotenv: false }).demo
    assert.deepEqual([word, items], ['word', ['a', 'b']])
  })

  test('of several variables the first counts, and one that differs is a warning', () => {
    const two = section('two', {
      name: setting.string({ env: ['OUR_NAME', 'OTEL_NAME'], default: 'x' }),
    })
    const nameOf = (env: Record<string, string>) =>
      loadConfig({ sections: [two], env, dotenv: false }).two.name
    assert.equal(nameOf({ OTEL_NAME: 'theirs' }), 'theirs')
    assert.equal(nameOf({ OTEL_NAME: 'theirs', OUR_NAME: 'ours' }), 'ours')
    assert.deepEqual(warningsOf({ sections: [two], env: { OTEL_NAME: 'a', OUR_NAME: 'a' } }), [])
    assert.deepEqual(warningsOf({ sections: [two], env: { OTEL_NAME: 'a', OUR_NAME: 'b' } }), [
      'OUR_NAME (environment): OUR_NAME goes before OTEL_NAME, which says something else. Unset one of them [VARIABLES_DIFFER]',
    ])
  })

  test('a wrong value that another source goes before is a warning', (t) => {
    const folder = temporaryFolder(t, { 'config.yaml': 'server:\n  port: many\n' })
    assert.deepEqual(
      warningsOf({ sections: [serverSettings], folder, env: { SERVER_PORT: '1' } }),
      [
        'server.port (config.yaml:2): it is not a port from 1 to 65535 (0 takes a free one); only SERVER_PORT, which goes before it, lets the service start. Correct it [VALUE_OVERRIDDEN]',
      ],
    )
  })
})

describe('the environment', () => {
  const environmentOf = (env: Record<string, string>) =>
    loadConfig({ sections: [], env, dotenv: false }).environment

  test('is development unless something says otherwise', () => {
    const table = [
      ['', 'development'],
      ['dev', 'development'],
      ['prod', 'production'],
      ['Production', 'production'],
      ['stage', 'staging'],
      ['staging ', 'staging'],
      ['test', 'test'],
    ] as const
    for (const [text, name] of table) assert.equal(environmentOf({ ENVIRONMENT: text }), name)
    assert.equal(environmentOf({}), 'development')
    assert.equal(environmentOf({ NODE_ENV: 'test', ENV: 'development' }), 'development')
    assert.equal(environmentOf({ NODE_ENV: 'production', ENVIRONMENT: 'dev' }), 'development')
  })

  test('is never development by a misspelling', () => {
    assert.deepEqual(problemsOf({ sections: [], env: { ENVIRONMENT: 'prodution' } }), [
      'ENVIRONMENT (environment): "prodution" is no environment. Use production (or prod), staging (or stage), development (or dev), or test [ENVIRONMENT_INVALID]',
    ])
    for (const other of ['NODE_ENV', 'APP_ENV', 'ENVIROMENT']) {
      assert.deepEqual(problemsOf({ sections: [], env: { [other]: 'production' } }), [
        `ENVIRONMENT: not set, although ${other} is production. Set ENVIRONMENT=production, or ENVIRONMENT=development to run on known secrets [ENVIRONMENT_UNSET]`,
      ])
    }
  })

  test('development and test take the development defaults, staging and production do not', () => {
    const localOf = (ENVIRONMENT: string) =>
      loadConfig({ sections: [demo], env: { ENVIRONMENT }, dotenv: false }).demo.local
    assert.deepEqual(['development', 'test', 'staging', 'production'].map(localOf), [
      'handy',
      'handy',
      'safe',
      'safe',
    ])
  })
})

describe('secrets', () => {
  const keys = section('keys', {
    key: setting.secret({ env: 'KEYS_KEY', minimumBytes: 32, developmentDefault: 'known key' }),
  })
  const load = (ENVIRONMENT: string, key: string | undefined) => ({
    sections: [keys],
    env: { ENVIRONMENT, KEYS_KEY: key },
  })
  const recipe = 'openssl rand -base64 32'

  test('that are known, weak or short are refused in production and staging', () => {
    const table: [string | undefined, string][] = [
      [
        undefined,
        `KEYS_KEY: not set, but needed; its development value is not used in %. Set KEYS_KEY or KEYS_KEY_FILE to a secret (${recipe}) [VALUE_MISSING]`,
      ],
      [
        'known key',
        `KEYS_KEY (environment): this is the development secret, which everyone knows. Make one for %: ${recipe} [SECRET_DEVELOPMENT]`,
      ],
      [
        'changeme',
        `KEYS_KEY (environment): the secret is well known, so it can be guessed. Make one for %: ${recipe} [SECRET_WEAK]`,
      ],
      [
        'ab'.repeat(20),
        `KEYS_KEY (environment): the secret is repetitive, so it can be guessed. Make one for %: ${recipe} [SECRET_WEAK]`,
      ],
      [
        'rather-short-but-random-7Jw',
        `KEYS_KEY (environment): the secret has 27 bytes, but needs 32. Make one for %: ${recipe} [SECRET_SHORT]`,
      ],
      [
        '  \n',
        'KEYS_KEY (environment): blank text is not a secret. Write a secret [VALUE_INVALID]',
      ],
    ]
    for (const environment of ['production', 'staging']) {
      for (const [key, line] of table) {
        assert.deepEqual(problemsOf(load(environment, key)), [line.replace('%', environment)])
      }
    }
  })

  test('are anything in development and test', () => {
    for (const environment of ['development', 'test']) {
      for (const key of [undefined, 'changeme', 'short']) {
        const config = loadConfig({ ...load(environment, key), dotenv: false })
        assert.ok('keys' in config)
      }
    }
  })

  test('that are long and random are taken, and one in a file of the image is a warning', (t) => {
    const key = 'b0Jw-thirty-two-bytes-or-more-of-noise'
    const folder = temporaryFolder(t, {
      'config.yaml': `keys:\n  key: ${key}\n`,
      'config.staging.yaml': 'keys:\n  key: ${NOISE}\n',
    })
    const literal = { sections: [keys], folder, env: { ENVIRONMENT: 'production' } }
    assert.deepEqual(warningsOf(literal), [
      'keys.key (config.yaml:2): a secret is written out in a configuration file. Move it to KEYS_KEY or into a file that KEYS_KEY_FILE names [SECRET_IN_FILE]',
    ])
    const env = { ENVIRONMENT: 'staging', NOISE: key }
    const config = loadConfig({ ...literal, env, sections: [keys] })
    assert.equal(config.keys.key.reveal(), key)
    assert.deepEqual(config.warnings, [])
  })
})

describe('variables that no setting reads', () => {
  test('are a warning if they begin or nearly read like ours', () => {
    const env = {
      SERVER_PROT: '1',
      SERVER_COLOUR: 'red',
      SEVER_HOST: 'x',
      DATABASE_URL: 'x',
      POSTGRES_PASSWORD: 'x',
      DB_PASSWORD_FILE: '',
      PGPORT: '5432',
      DB_PORT: '5432',
      JWT_SECRET_FIEL: 'x',
      HOME: '/',
      OTEL_LOG_LEVEL: 'info',
      LOGNAME: 'x',
    }
    assert.deepEqual(warningsOf({ sections: allSections, env }), [
      'SERVER_PROT: no setting reads this variable; did you mean SERVER_PORT?. Correct or unset it [VARIABLE_UNKNOWN]',
      'SERVER_COLOUR: no setting reads this variable. Correct or unset it [VARIABLE_UNKNOWN]',
      'SEVER_HOST: no setting reads this variable; did you mean SERVER_HOST?. Correct or unset it [VARIABLE_UNKNOWN]',
      'DATABASE_URL: this variable is not read. Use DB_DSN [VARIABLE_NOT_READ]',
      'POSTGRES_PASSWORD: this variable is not read. Use DB_PASSWORD [VARIABLE_NOT_READ]',
      'JWT_SECRET_FIEL: no setting reads this variable; did you mean JWT_SECRET_FILE?. Correct or unset it [VARIABLE_UNKNOWN]',
    ])
  })

  test('are none of our business if Kubernetes makes them for a Service', () => {
    const env = {
      REDIS_SERVICE_HOST: '10.0.0.1',
      REDIS_SERVICE_PORT: '6379',
      REDIS_SERVICE_PORT_CLIENT: '6379',
      REDIS_PORT_6379_TCP: 'tcp://10.0.0.1:6379',
      REDIS_PORT_6379_TCP_ADDR: '10.0.0.1',
    }
    assert.deepEqual(warningsOf({ sections: allSections, env }), [])
  })

  test('but one of them shadows a setting, and the message tells how to switch it off', () => {
    const [problem] = problemsOf({
      sections: allSections,
      env: { REDIS_PORT: 'tcp://10.0.0.1:6379' },
    })
    assert.match(problem ?? '', /Kubernetes sets it .* enableServiceLinks: false/)
  })
})

test('two settings cannot listen on one port', () => {
  assert.deepEqual(problemsOf({ sections: allSections, env: { SERVER_PORT: '9090' } }), [
    'SERVER_PORT (environment): SERVER_PORT and METRICS_PORT are the same port, and this process listens on both. Change one of them [PORT_TAKEN]',
  ])
  const free = { SERVER_PORT: '0', METRICS_PORT: '0' }
  assert.equal(loadConfig({ sections: allSections, env: free, dotenv: false }).server.port, 0)
})

test('a configuration is deeply frozen', () => {
  const config = loadConfig({ sections: allSections, env: productionEnv })
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    assert.ok(Object.isFrozen(value))
    for (const inner of Object.values(value)) visit(inner)
  }
  visit(config)
  assert.throws(() => Object.assign(config.server, { port: 1 }), TypeError)
})

test('what production needs is little', () => {
  const config = loadConfig({ sections: allSections, env: productionEnv })
  assert.equal(config.environment, 'production')
  assert.deepEqual(config.warnings, [])
})
