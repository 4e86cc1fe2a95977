/** A path with its parameters: `/users/{id}`, `/assets/{*path}`. */
export interface PathTemplate {
  readonly path: string
  readonly parameters: readonly PathParameter[]
  /** The path with the names left out: two templates of one shape match the same requests. */
  readonly shape: string
}

export interface PathParameter {
  readonly name: string
  readonly wildcard: boolean
}

const literal = /^(?:[\w\-.~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})+$/
const parameter = /^\{(\*?)([A-Za-z_]\w*)\}$/

/** Reads a path template; a string says why it cannot be read. */
export function parsePathTemplate(path: string): PathTemplate | string {
  if (path === '' || path === '/') return { path: '/', parameters: [], shape: '/' }
  if (!path.startsWith('/')) return 'it does not begin with "/"'
  const segments = path.slice(1).split('/')
  const parameters: PathParameter[] = []
  const shape: string[] = []
  for (const [index, segment] of segments.entries()) {
    if (segment === '') return 'it has an empty segment or ends in "/"'
    const [, star, name] = parameter.exec(segment) ?? []
    if (name === undefined) {
      if (segment.startsWith(':'))
        return `"${segment}" is literal text; write {${segment.slice(1)}}`
      if (!literal.test(segment)) return `"${segment}" is neither literal text nor one {parameter}`
      shape.push(segment)
      continue
    }
    if (star === '*' && index < segments.length - 1) return `{*${name}} must be the last segment`
    if (parameters.some((other) => other.name === name)) return `{${name}} appears twice`
    parameters.push({ name, wildcard: star === '*' })
    shape.push(star === '*' ? '{*}' : '{}')
  }
  return { path, parameters, shape: `/${shape.join('/')}` }
}

/** Joins what there is of prefixes: `joinPaths('/api', undefined, '/users', '/')` is `/api/users`. */
export function joinPaths(...parts: readonly (string | undefined)[]): string {
  return parts.map((part) => (part === '/' ? '' : part)).join('') || '/'
}
