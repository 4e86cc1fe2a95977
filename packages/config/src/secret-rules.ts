import type { EnvironmentName } from './environment.ts'
import type { ProblemReport } from './problem-report.ts'
import { Secret } from './secret.ts'
import type { Setting } from './setting.ts'
import type { Statement } from './sources/statement.ts'
import { findWeakness } from './weak-secret.ts'

/** Refuses, outside development and test, a secret that others know or can guess. */
export function assertStrong(
  secret: Secret,
  { developmentDefault, minimumBytes, format }: Setting,
  statement: Statement,
  environment: EnvironmentName,
  report: ProblemReport,
): boolean {
  const text = secret.reveal()
  const values = { environment, recipe: format.example || 'ask whoever runs the other side' }
  if (developmentDefault instanceof Secret && developmentDefault.reveal() === text) {
    report.add('SECRET_DEVELOPMENT', statement, values)
    return false
  }
  const weakness = findWeakness(text)
  if (weakness !== undefined) {
    report.add('SECRET_WEAK', statement, { ...values, weakness })
    return false
  }
  const bytes = Buffer.byteLength(text)
  if (bytes < minimumBytes) {
    report.add('SECRET_SHORT', statement, { ...values, bytes, minimum: minimumBytes })
    return false
  }
  return true
}
