import { type AutomaticProblem, automaticProblems } from '@seaworthy/design'
import { STATUS_CODES } from 'node:http'
import { DesignedError, ProblemError, automaticProblem } from './problem.ts'

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
  if (error instanceof ProblemError && !(error instanceof DesignedError)) return error
  const { statusCode, message, expose, headers } = (error ?? {}) as Partial<Record<string, unknown>>
  const status = isErrorStatus(statusCode) ? statusCode : 500
  const told = status < 500 && expose !== false && typeof message === 'string'
  const detail = told ? message : undefined
  const options = { detail, headers: toHeaders(headers), cause: error }
  const known = byStatus.get(status) ?? (status >= 500 ? 'internal' : undefined)
  if (known !== undefined) return automaticProblem(known, options)
  const title = STATUS_CODES[status] ?? 'Client error'
  return new ProblemError({ type: 'about:blank', status, title, ...options })
}

/** What an error wants to be said with it, as `Retry-After` or `Content-Range`. */
function toHeaders(headers: unknown): Readonly<Record<string, string>> {
  if (typeof headers !== 'object' || headers === null) return {}
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
      .map(([name, value]) => [name, String(value)]),
  )
}

function isErrorStatus(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 400 && value <= 599
}
