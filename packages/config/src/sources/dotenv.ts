import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import type { ProblemReport } from '../problem-report.ts'
import { reason } from './reason.ts'
import { showPath } from './show-path.ts'
import type { Env } from './variables.ts'

/** The variables of a `.env` file, if it is there. `process.env` stays as it is. */
export function readDotenv(path: string, report: ProblemReport): Env {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const why = reason(error)
    if (why !== 'ENOENT') report.add('FILE_UNREADABLE', { name: showPath(path) }, { reason: why })
    return {}
  }
  const { ENVIRONMENT: misplaced, ...rest } = parseEnv(text)
  if (misplaced) report.warn('ENVIRONMENT_IN_DOTENV', { name: showPath(path) })
  return rest
}
