import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import { ConfigError } from './config-error.ts'
import { type LoadOptions, loadConfig } from './load-config.ts'
import { type ConfigProblem, formatProblem } from './problem-report.ts'
import type { Section } from './section.ts'
import { authSettings } from './sections/auth.ts'
import { databaseSettings } from './sections/database.ts'
import { observabilitySettings } from './sections/observability.ts'
import { redisSettings } from './sections/redis.ts'
import { serverSettings } from './sections/server.ts'

export const allSections = [
  serverSettings,
  databaseSettings,
  redisSettings,
  authSettings,
  observabilitySettings,
] as const

/** What production asks for, and nothing else. */
export const productionEnv = {
  ENVIRONMENT: 'production',
  DB_HOST: 'postgres',
  DB_USER: 'apiuser',
  DB_PASSWORD: 'k4Vq-not-guessed-9',
  DB_NAME: 'apidb',
  JWT_SECRET: 'b0Jw-thirty-two-bytes-or-more-of-noise-3',
} as const

/** A temporary folder with these files, removed after the test. */
export function temporaryFolder(t: TestContext, files: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-config-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

/** The error that loading ends with; fails if there is none. */
export function errorOf(options: LoadOptions<readonly Section[]>): ConfigError {
  try {
    loadConfig({ dotenv: false, ...options })
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error))
    return error
  }
  assert.fail('the configuration was accepted')
}

/** The problems as an operator reads them, without the folder. */
export function problemsOf(options: LoadOptions<readonly Section[]>): string[] {
  const folder = typeof options.folder === 'string' ? `${options.folder}/` : ''
  return errorOf(options).problems.map((problem) => toLine(problem).replaceAll(folder, ''))
}

/** The codes of the warnings with what they are about. */
export function warningsOf(options: LoadOptions<readonly Section[]>): string[] {
  const folder = typeof options.folder === 'string' ? `${options.folder}/` : ''
  const { warnings } = loadConfig({ dotenv: false, ...options })
  return warnings.map((warning) => toLine(warning).replaceAll(folder, ''))
}

function toLine(problem: ConfigProblem<string>): string {
  return formatProblem(problem).trim().replace('\n    fix: ', '. ')
}
