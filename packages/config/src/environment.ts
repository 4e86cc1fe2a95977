import { didYouMean } from './did-you-mean.ts'
import { enumFormat } from './formats/enumeration.ts'
import type { Hider } from './hider.ts'
import type { ProblemReport } from './problem-report.ts'
import type { Env } from './sources/variables.ts'

export const environmentNames = ['production', 'staging', 'development', 'test'] as const

/** Where the process runs. */
export type EnvironmentName = (typeof environmentNames)[number]

export const environmentVariable = 'ENVIRONMENT'

export const environmentFormat = enumFormat(environmentNames, {
  prod: 'production',
  stage: 'staging',
  dev: 'development',
})

/** What people set for it elsewhere. */
const similar = ['NODE_ENV', 'APP_ENV', 'ENV']

/**
 * `ENVIRONMENT`, or development if it is not set. A misspelled one is a problem, and so is none
 * where a similar variable says production: neither is development. What else is wrong is then
 * told for the environment that was meant.
 */
export function findEnvironment(env: Env, report: ProblemReport, hider: Hider): EnvironmentName {
  const text = env[environmentVariable]?.trim() ?? ''
  if (text === '') return findSimilar(env, report) ?? 'development'
  const environment = environmentFormat.parse(text)
  if (environment !== undefined) return environment
  const subject = { name: environmentVariable, source: 'environment' }
  report.add('ENVIRONMENT_INVALID', subject, { found: hider.quote(text) })
  return didYouMean(text, environmentNames) ?? 'development'
}

/** Neither development nor test: known secrets are refused. */
export function isDeployed(environment: EnvironmentName): boolean {
  return environment === 'production' || environment === 'staging'
}

function findSimilar(env: Env, report: ProblemReport): EnvironmentName | undefined {
  for (const [other, value] of Object.entries(env)) {
    if (!similar.includes(other) && !didYouMean(other, [environmentVariable], 2)) continue
    const found = environmentFormat.parse(value?.trim() ?? '')
    if (found === undefined || !isDeployed(found)) continue
    report.add('ENVIRONMENT_UNSET', { name: environmentVariable }, { other, found })
    return found
  }
  return undefined
}
