import { redacted } from './plain-copy.ts'

/**
 * Makes the path of a request fit for a line: without its query, and with
 * `[redacted]` for those parameters of the route (`/users/{email}`, `/files/{*path}`) that are masked.
 */
export function createPathCleaner(
  route: string | undefined,
  isMasked: (parameter: string) => boolean,
): (path: string) => string {
  if (route === undefined) return withoutQuery
  const masked = route.split('/').map((segment) => {
    const [, name] = /^\{\*?(.+)\}$/.exec(segment) ?? []
    return name !== undefined && isMasked(name)
  })
  const first = masked.indexOf(true)
  if (first === -1) return withoutQuery
  const toTheEnd = route.includes('{*') && masked.at(-1) === true
  return (path) => {
    const segments = withoutQuery(path).split('/')
    // Where the two do not match up, what is secret cannot be told.
    if (toTheEnd ? segments.length < masked.length : segments.length !== masked.length) return route
    const shown = segments.slice(0, masked.length)
    return shown.map((segment, index) => (masked[index] === true ? redacted : segment)).join('/')
  }
}

function withoutQuery(path: string): string {
  const query = path.indexOf('?')
  return query === -1 ? path : path.slice(0, query)
}
