import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { productionEnv } from './test-config.ts'

const main = fileURLToPath(new URL('./fixtures/main.ts', import.meta.url))

function start(env: Record<string, string>) {
  const { DB_HOST: _, DB_USER: _user, DB_NAME: _name, ...rest } = productionEnv
  return spawnSync(process.execPath, [main], {
    env: { ...rest, ...env },
    encoding: 'utf8',
    timeout: 60_000,
  })
}

const garbage = {
  SERVER_PORT: '80a',
  SERVER_READ_TIMEOUT: '15',
  SERVER_SHUTDOWN_TIMEOUT: '10s',
  DB_PASSWORD: 'changeme',
  DB_MAX_IDLE_CONNS: '99',
  REDIS_TLS: 'maybe',
  JWT_SECRET: '',
  LOG_LEVEL: 'loud',
  TRACING_SAMPLE_RATE: '10%',
}

test('the configuration of the guide starts', () => {
  const { status, stdout, stderr } = start({})
  assert.deepEqual([status, stdout, stderr], [0, 'production 8080 50\n', ''])
})

test('garbage ends the process, with every problem on stderr', () => {
  const { status, stdout, stderr } = start(garbage)
  assert.deepEqual([status, stdout], [1, ''])
  for (const variable of Object.keys(garbage)) assert.ok(stderr.includes(variable), variable)
  assert.match(stderr, /^The configuration for production has 9 problems:/)
  assert.ok(!stderr.includes('changeme'))
})

test('so it does where nobody catches the error', () => {
  const { status, stderr } = start({ ...garbage, UNCAUGHT: '1' })
  assert.equal(status, 1)
  for (const variable of Object.keys(garbage)) assert.ok(stderr.includes(variable), variable)
  assert.ok(!stderr.includes('    at ') && !stderr.includes('changeme'))
})

test('both takes at most two seconds of the processor', () => {
  // The clock on the wall tells how busy the machine is.
  for (const env of [{}, garbage]) {
    const milliseconds = Number(
      start({ ...env, CPU: '1' })
        .stdout.trim()
        .split('\n')
        .at(-1),
    )
    assert.ok(milliseconds > 0 && milliseconds < 2000, `${milliseconds} ms`)
  }
})
