import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { loadConfig } from '../load-config.ts'
import type { Section } from '../section.ts'
import { isSecret } from '../setting.ts'
import { allSections, problemsOf, productionEnv, warningsOf } from '../test-config.ts'

/** Variable, its default in production, a text and the value that it gives, a wrong text. */
const table: [variable: string, otherwise: unknown, text: string, value: unknown, wrong: string][] =
  [
    ['SERVER_HOST', '0.0.0.0', '::1', '::1', 'http://localhost'],
    ['SERVER_PORT', 8080, '80', 80, '80a'],
    ['SERVER_READ_TIMEOUT', 15_000, '20s', 20_000, '20'],
    ['SERVER_HEADERS_TIMEOUT', 10_000, '5s', 5000, '5 s'],
    ['SERVER_WRITE_TIMEOUT', 30_000, '1m', 60_000, 'soon'],
    ['SERVER_IDLE_TIMEOUT', 72_000, '1m30s', 90_000, '0'],
    ['SERVER_BODY_LIMIT', 1_048_576, '2MB', 2_000_000, '1Mi'],
    ['SERVER_HEADERS_LIMIT', 16_384, '32KiB', 32_768, '32768'],
    ['SERVER_MAX_CONNECTIONS', 10_000, '5', 5, '0'],
    ['SERVER_TRUSTED_PROXIES', [], '10.0.0.0/8, ::1', ['10.0.0.0/8', '::1'], '10.0.0.256'],
    ['SERVER_DRAIN_DELAY', 5000, '1s', 1000, '-1s'],
    ['SERVER_DRAIN_TIMEOUT', 15_000, '10s', 10_000, 'ten'],
    ['SERVER_CLOSE_TIMEOUT', 5000, '1s', 1000, '1sec'],
    ['SERVER_FLUSH_TIMEOUT', 2000, '0', 0, 'none'],
    ['SERVER_SHUTDOWN_TIMEOUT', 30_000, '60s', 60_000, '1ms'],
    ['DB_DSN', undefined, 'postgres://a:b@c/d', '[secret]', 'host=db user=app'],
    ['DB_HOST', undefined, 'postgres', 'postgres', 'postgres:5432'],
    ['DB_PORT', 5432, '6432', 6432, '0'],
    ['DB_USER', undefined, 'app', 'app', 'a\u0000b'],
    ['DB_PASSWORD', undefined, 'x', '[secret]', ' '],
    ['DB_NAME', undefined, 'shop', 'shop', 'a\tb'],
    ['DB_SSL_MODE', 'verify-full', 'REQUIRE', 'require', 'prefer'],
    ['DB_MAX_OPEN_CONNS', 25, '50', 50, '0'],
    ['DB_MAX_IDLE_CONNS', 5, '0', 0, '-1'],
    ['DB_CONN_MAX_LIFETIME', 300_000, '0', 0, '5'],
    ['DB_CONN_MAX_IDLE_TIME', 60_000, '30s', 30_000, '1 minute'],
    ['DB_CONNECT_TIMEOUT', 2000, '5s', 5000, '0'],
    ['DB_ACQUIRE_TIMEOUT', 2000, '1s', 1000, '0s'],
    ['DB_STATEMENT_TIMEOUT', 30_000, '0', 0, '25h'],
    ['DB_IDLE_IN_TRANSACTION_TIMEOUT', 60_000, '10s', 10_000, '10'],
    ['REDIS_URL', undefined, 'rediss://redis', '[secret]', 'http://redis'],
    ['REDIS_HOST', undefined, 'redis', 'redis', 'redis:6379'],
    ['REDIS_PORT', 6379, '6380', 6380, 'tcp://10.0.0.1:6379'],
    ['REDIS_USER', undefined, 'app', 'app', 'a\nb'],
    ['REDIS_PASSWORD', undefined, 'x', '[secret]', '\n'],
    ['REDIS_DB', 0, '3', 3, '-1'],
    ['REDIS_TLS', false, 'true', true, 'yes'],
    ['REDIS_CONNECT_TIMEOUT', 2000, '1s', 1000, '1'],
    ['REDIS_COMMAND_TIMEOUT', 1000, '250ms', 250, '0.25s'],
    ['JWT_SECRET', undefined, 'x', '[secret]', ' '],
    ['JWT_PREVIOUS_SECRET', undefined, 'x', '[secret]', ' '],
    ['JWT_ISSUER', undefined, 'https://login.example', 'https://login.example', 'a\u001bb'],
    ['JWT_AUDIENCE', undefined, 'shop', 'shop', 'a\nb'],
    ['JWT_EXPIRATION', 86_400_000, '15m', 900_000, '24'],
    ['REFRESH_EXPIRATION', 604_800_000, '30d', 2_592_000_000, '1 week'],
    ['BCRYPT_COST', 12, '10', 10, '3'],
    ['SERVICE_NAME', undefined, 'shop', 'shop', 'a\nb'],
    ['TRACING_SERVICE_NAME', undefined, 'shop', 'shop', 'a\nb'],
    ['OTEL_SERVICE_NAME', undefined, 'shop', 'shop', 'a\nb'],
    ['LOG_LEVEL', 'info', 'WARNING', 'warn', 'verbose'],
    ['LOG_FORMAT', 'json', 'pretty', 'pretty', 'xml'],
    ['METRICS_ENABLED', true, 'false', false, 'off'],
    ['METRICS_HOST', undefined, '127.0.0.1', '127.0.0.1', '127.0.0.1:9090'],
    ['METRICS_PORT', 9090, '9100', 9100, '99999'],
    ['METRICS_PATH', '/metrics', '/', '/', 'metrics'],
    ['TRACING_ENABLED', true, '0', false, 'never'],
    ['OTEL_SDK_DISABLED', false, 'TRUE', true, 'y'],
    ['TRACING_ENDPOINT', undefined, 'collector:4318', 'collector:4318', 'collector'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', undefined, 'https://otel', 'https://otel', 'otel'],
    ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', undefined, 'https://otel/x', 'https://otel/x', 'otel:1'],
    ['TRACING_PROTOCOL', 'http/protobuf', 'grpc', 'grpc', 'udp'],
    ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'http/protobuf', 'http/json', 'http/json', 'udp'],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'http/protobuf', 'grpc', 'grpc', 'udp'],
    ['OTEL_TRACES_SAMPLER', 'parentbased_traceidratio', 'always_on', 'always_on', 'sometimes'],
    ['TRACING_SAMPLE_RATE', 0.1, '1', 1, '10%'],
    ['OTEL_TRACES_SAMPLER_ARG', 0.1, '0.25', 0.25, '2'],
  ]

const declared: readonly Section[] = allSections
const settings = declared.flatMap(({ name, settings: inner }) =>
  Object.entries(inner).map(([key, setting]) => ({ section: name, key, setting })),
)

/** What a variable needs beside it. */
const companions: Record<string, Record<string, string>> = {
  DB_HOST: { DB_USER: 'app', DB_PASSWORD: 'x', DB_NAME: 'shop' },
  DB_USER: { DB_HOST: 'db', DB_PASSWORD: 'x', DB_NAME: 'shop' },
  DB_PASSWORD: { DB_HOST: 'db', DB_USER: 'app', DB_NAME: 'shop' },
  DB_NAME: { DB_HOST: 'db', DB_USER: 'app', DB_PASSWORD: 'x' },
  REDIS_USER: { REDIS_HOST: 'redis' },
  REDIS_PASSWORD: { REDIS_HOST: 'redis' },
}

test('the table has every variable', () => {
  const variables = settings.flatMap(({ setting }) => setting.variables)
  assert.deepEqual(table.map(([variable]) => variable).toSorted(), variables.toSorted())
})

test('every setting says what it is', () => {
  for (const { setting } of settings) assert.match(setting.description, /^.{8,100}\.$/)
})

for (const [variable, otherwise, text, value, wrong] of table) {
  describe(variable, () => {
    const found = settings.find(({ setting }) => setting.variables.includes(variable))
    assert.ok(found)
    const { section, key, setting } = found
    const load = (env: Record<string, string>) => {
      const config = loadConfig({ sections: allSections, env, dotenv: false })
      const values = config as unknown as Record<string, Record<string, unknown>>
      return values[section]?.[key]
    }

    test('has its value', () => {
      const env = { ENVIRONMENT: 'test', ...companions[variable], [variable]: text }
      const loaded = load(env)
      assert.deepEqual(isSecret(setting) ? String(loaded) : loaded, value)
    })

    test('has its default in production, or is needed there', () => {
      const env = { ...productionEnv }
      const { [variable]: needed } = env as Record<string, string>
      if (needed === undefined) assert.deepEqual(load(env), otherwise)
      else {
        const lines = problemsOf({ sections: allSections, env: { ...env, [variable]: '' } })
        assert.equal(lines.length, 1)
        assert.ok(lines[0]?.includes(variable), lines[0])
      }
    })

    test('is a problem that names variable, source and form if it is wrong', () => {
      const env = { ENVIRONMENT: 'test', ...companions[variable], [variable]: wrong }
      const [line = '', ...others] = problemsOf({ sections: allSections, env })
      assert.deepEqual(others, [])
      assert.ok(line.includes(variable), line)
      assert.ok(line.includes('(environment)'), line)
      assert.match(line, / is not (?:a|an|one|true|text) .*Write |is no connection|is no address/)
    })

    test('is suggested for a misspelling', () => {
      const typo = `${variable.slice(0, -2)}${variable.at(-1)}${variable.at(-2)}`
      const env = { ENVIRONMENT: 'test', [typo]: 'x' }
      const [line = ''] = warningsOf({ sections: allSections, env })
      assert.ok(line.includes(`did you mean ${variable}?`), line)
    })
  })
}
