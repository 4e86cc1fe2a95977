import type { AutomaticProblem } from '../problem-details.ts'
import type { MethodModel, RouteModel } from '../model/model.ts'

/** The errors that an operation may answer with though its design names none of them. */
export function automaticProblemsOf(
  { security }: MethodModel,
  { parameters, body, responses }: RouteModel,
): AutomaticProblem[] {
  const answers = responses.some((response) => response.body !== undefined)
  return [
    ...when(parameters.length > 0 || body !== undefined, 'validation', 'malformedRequest'),
    ...when(security.length > 0, 'unauthorized', 'forbidden'),
    ...when(answers, 'notAcceptable'),
    ...when(body !== undefined, 'requestTimeout', 'contentTooLarge', 'unsupportedMediaType'),
    ...always,
    'deadlineExceeded',
  ]
}

/** What the server answers for files and redirects. */
export function automaticProblemsOfStatic(kind: 'file' | 'redirect'): AutomaticProblem[] {
  return [...when(kind === 'file', 'notFound'), ...always]
}

const always: readonly AutomaticProblem[] = [
  'tooManyRequests',
  'headersTooLarge',
  'internal',
  'unavailable',
]

function when(holds: boolean, ...problems: AutomaticProblem[]): AutomaticProblem[] {
  return holds ? problems : []
}
