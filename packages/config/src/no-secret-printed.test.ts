import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { toDatabaseDsn } from './database-dsn.ts'
import { ConfigError } from './config-error.ts'
import { toEnvExample } from './env-example.ts'
import { explainConfig, toConfigTable } from './explain-config.ts'
import { type LoadOptions, loadConfig } from './load-config.ts'
import { formatProblem } from './problem-report.ts'
import { toRedisUrl } from './redis-url.ts'
import { toReferenceTable } from './reference-table.ts'
import { allSections, productionEnv, temporaryFolder } from './test-config.ts'

/** Not random to the eye, so that only what is known about it can hide it. */
const canary = 'plain-canary'

/** Everything that a configuration, or the refusal of one, can be made to print. */
function outputsOf(options: LoadOptions<typeof allSections>): string[] {
  const all = (value: unknown) => [
    inspect(value, { showHidden: true, depth: 20 }),
    JSON.stringify(value),
    String(value),
  ]
  try {
    const config = loadConfig({ dotenv: false, ...options })
    const rows = explainConfig(config)
    const made = [toDatabaseDsn(config.database), toRedisUrl(config.redis)]
    const warnings = config.warnings.map(formatProblem)
    return [config, rows, made, warnings].flatMap(all).concat(toConfigTable(rows))
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error))
    return [...all(error), ...all(error.problems), error.message, error.stack ?? '']
  }
}

const url = `postgres://app:${canary}@db/shop`

const cases: Record<string, Record<string, string>> = {
  'a good configuration': {
    ...productionEnv,
    DB_PASSWORD: canary,
    JWT_SECRET: `${canary}-with-enough-bytes-for-all`,
    REDIS_URL: `redis://:${canary}@redis`,
  },
  'a connection string': { DB_DSN: url },
  'a weak secret': { ...productionEnv, JWT_SECRET: canary, JWT_PREVIOUS_SECRET: canary },
  'a malformed connection string': { DB_DSN: `host=db password=${canary}` },
  'a conflict': { DB_DSN: url, DB_PASSWORD: canary, DB_HOST: 'db' },
  'a secret in place of a path': { DB_PASSWORD_FILE: canary },
  'a secret in place of other values, declared where it belongs': {
    DB_PASSWORD: canary,
    DB_PORT: canary,
    DB_HOST: `http://${canary}`,
    LOG_LEVEL: canary,
    SERVER_READ_TIMEOUT: canary,
    SERVER_TRUSTED_PROXIES: `10.0.0.1,${canary}`,
    ENVIRONMENT: canary,
  },
  'a secret whose variable is not ours': { GITHUB_TOKEN: canary, DB_PORT: canary },
  'a secret under a misspelled name': {
    DB_PASSWROD: canary,
    JWT_SECRETS: canary,
    SEVER_KEY: canary,
  },
  'credentials in a place for an address': {
    TRACING_ENDPOINT: `http://u:${canary}@collector:4318`,
    REDIS_HOST: `u:${canary}@redis`,
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `https://u:${canary}@collector/v1/traces`,
  },
  'a secret where a value of another kind is right': { DB_PASSWORD: canary, DB_USER: canary },
  'two variables that differ': {
    ...productionEnv,
    SERVICE_NAME: 'a',
    OTEL_SERVICE_NAME: canary,
    X_TOKEN: canary,
  },
}

for (const [title, env] of Object.entries(cases)) {
  test(`${title} is not printed`, () => {
    for (const output of outputsOf({ sections: allSections, env })) {
      assert.ok(!output.includes(canary), output)
    }
  })
}

test('neither is what files hold', (t) => {
  const files = [
    `server:\n  port: \${REFERRED}\n  host: a-\${REFERRED}\n  trusted_proxies: ["\${REFERRED}"]\n`,
    `auth:\n  jwt_secret: ${canary}\nserver:\n  port: ${canary}\n`,
    `auth:\n  jwt_secret: [${canary}]\n  jwt_secrte: ${canary}\n`,
    `auth:\n  jwt_secret: { ${canary}: 1 }\n`,
    `auth:\n  jwt_secret: "a\${NONE}${canary}"\n`,
    `auth:\n  jwt_secret: "\${${canary}}"\n`,
    `auth:\n  jwt_secret: "${canary}\n`,
    `auth:\n  jwt_secret: ${canary}\n  jwt_secret: ${canary}\n`,
    `auth: ${canary}\n`,
    `${canary}\n`,
    `- ${canary}\n`,
  ]
  for (const text of files) {
    const folder = temporaryFolder(t, { 'config.yaml': text, secret: `${canary}\n` })
    for (const ENVIRONMENT of ['development', 'production']) {
      const DB_PASSWORD_FILE = join(folder, 'secret')
      const env = {
        ...productionEnv,
        DB_PASSWORD: '',
        ENVIRONMENT,
        DB_PASSWORD_FILE,
        REFERRED_FILE: DB_PASSWORD_FILE,
      }
      for (const output of outputsOf({ sections: allSections, env, folder })) {
        assert.ok(!output.includes(canary), `${text}\n${output}`)
      }
    }
  }
})

test('neither is the file of a secret that is given to another setting', (t) => {
  const path = join(temporaryFolder(t, { secret: canary }), 'secret')
  for (const name of ['DB_PORT_FILE', 'DB_HOST_FILE', 'LOG_LEVEL_FILE', 'JWT_ISSUER_FILE']) {
    for (const output of outputsOf({ sections: allSections, env: { [name]: path } })) {
      // Where the form is right the service gets the value, as declared; what explains it does not.
      const isValue = name === 'JWT_ISSUER_FILE' && /jwtIssuer|^\[object Object\]$/.test(output)
      assert.ok(isValue || !output.includes(canary), output)
    }
  }
})

test('development secrets are in no document', () => {
  for (const text of [toEnvExample(allSections), toReferenceTable(allSections)]) {
    assert.ok(!text.includes('known-to-everyone'))
  }
})
