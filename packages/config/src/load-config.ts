import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assertDistinct } from './assert-distinct.ts'
import { type Config, createConfig } from './config.ts'
import { ConfigError } from './config-error.ts'
import { toEnvironmentRow, toRow } from './config-row.ts'
import { environmentVariable, findEnvironment } from './environment.ts'
import { Hider } from './hider.ts'
import { ProblemReport } from './problem-report.ts'
import { resolveSection } from './resolve-section.ts'
import type { Section } from './section.ts'
import { readConfigFolder } from './sources/config-folder.ts'
import { readDotenv } from './sources/dotenv.ts'
import { readYaml } from './sources/read-yaml.ts'
import type { Statement } from './sources/statement.ts'
import { type Env, Variables } from './sources/variables.ts'
import { assertPortsDiffer } from './listening-ports.ts'
import { findStatements } from './statements.ts'
import { warnOfVariables } from './unknown-variables.ts'

export interface LoadOptions<Sections extends readonly Section[]> {
  readonly sections: Sections
  /** `process.env` by default. */
  readonly env?: Env
  /** Holds `config.yaml` and `config.<environment>.yaml`. Without it no file is read. */
  readonly folder?: string | URL
  /** Read in development only; `.env` in the working directory by default. */
  readonly dotenv?: string | false
}

/**
 * Builds the configuration from, each before the ones left of it: defaults, `config.yaml`,
 * `config.<environment>.yaml`, `.env` (in development), the environment or the secret file that
 * `NAME_FILE` names. The result is deeply frozen.
 *
 * @throws ConfigError with every problem, none of which contains a secret.
 */
export function loadConfig<const Sections extends readonly Section[]>(
  options: LoadOptions<Sections>,
): Config<Sections> {
  const { sections, env = process.env, folder, dotenv = '.env' } = options
  assertDistinct(sections)
  const report = new ProblemReport()
  const hider = new Hider()
  hider.learnVariables(env)

  const environment = findEnvironment(env, report, hider)
  const readsDotenv = environment === 'development' && dotenv !== false
  const local = readsDotenv ? readDotenv(resolve(dotenv), report) : {}
  hider.learnVariables(local)
  const variables = new Variables(env, local)

  const path = folder instanceof URL ? fileURLToPath(folder) : folder
  const files = path === undefined ? [] : readConfigFolder(resolve(path), environment, report)
  const yaml = files.map((file) => readYaml(file, { sections, variables, report, hider }))

  const statements = findStatements(sections, yaml, variables, hider)
  const resolved = sections.map((section) => {
    const said = (setting: Section['settings'][string]): readonly Statement[] =>
      statements.get(setting) ?? []
    return resolveSection(section, said, { environment, report, hider })
  })
  assertPortsDiffer(resolved, report)
  warnOfVariables(sections, variables, report)

  if (report.problems.length > 0) {
    throw new ConfigError(environment, report.problems, report.warnings)
  }
  const isDefault = !env[environmentVariable]?.trim()
  const rows = resolved.flat().map((each) => toRow(each, hider))
  return createConfig(sections, resolved, { environment, warnings: report.warnings }, [
    toEnvironmentRow(environment, isDefault),
    ...rows,
  ])
}
