import { type AutomaticProblem, automaticProblems } from '@seaworthy/design'
import { STATUS_CODES } from 'node:http'
import { ProblemError, automaticProblem } from './problem.ts'

const byStatus = new Map<number, AutomaticProblem>(
  Object.entries(automaticProblems)
    .filter(([name]) => name !== 'validation')
    .map(([name, { status }]) => [status, name as AutomaticProblem]),
)

/**
 * The problem document for an error that is not the engine's own. A client error tells its
 * message, which its author meant for clients; a server error tells nothing.
 */
export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  const { statusCode, message } = (error ?? {}) as { statusCode?: unknown; message?: unknown }
  const status = typeof statusCode === 'number' && statusCode >= 400 ? statusCode : 500
  const detail = status < 500 && typeof message === 'string' ? message : undefined
  const known = byStatus.get(status)
  if (known !== undefined) return automaticProblem(known, { detail, cause: error })
  if (status >= 500) return automaticProblem('internal', { cause: error })
  const title = STATUS_CODES[status] ?? 'Client error'
  return new ProblemError({ type: 'about:blank', status, title, detail, cause: error })
}
