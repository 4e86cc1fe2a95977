const known = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'QUERY',
  'TRACE',
  'CONNECT',
])

/** The label of a verb. One that is not known is a stranger's, so it makes no series of its own. */
export function toVerbLabel(verb: string): string {
  return known.has(verb) ? verb : '_OTHER'
}
