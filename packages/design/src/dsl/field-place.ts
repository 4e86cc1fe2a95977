/** Where a payload field travels in a request, and under which name. */
export type FieldPlace = QueryPlace | HeaderPlace | CookiePlace | BodyPlace

export interface QueryPlace {
  readonly in: 'query'
  readonly name: string | undefined
  readonly style: QueryStyle
}

export interface HeaderPlace {
  readonly in: 'header'
  readonly name: string
}

export interface CookiePlace {
  readonly in: 'cookie'
  readonly name: string
}

export interface BodyPlace {
  readonly in: 'body'
  readonly name: string | undefined
  readonly whole: boolean
}

/**
 * How a value that is not a scalar is written in a query string: `repeat` is `a=1&a=2`, `csv` is
 * `a=1,2`, `deep` is `a[b]=1` (objects and maps, the default for them).
 */
export type QueryStyle = 'auto' | 'repeat' | 'csv' | 'deep'

/** In the query string; `name` defaults to the name of the field. */
export function query(name?: string, { style = 'auto' }: { style?: QueryStyle } = {}): QueryPlace {
  return Object.freeze({ in: 'query', name, style })
}

/** In a request header. An array is a comma-separated list. */
export function header(name: string): HeaderPlace {
  return Object.freeze({ in: 'header', name })
}

/** In a cookie of the request. */
export function cookie(name: string): CookiePlace {
  return Object.freeze({ in: 'cookie', name })
}

/**
 * In the JSON body, under `name` (default: the name of the field). With `{ whole: true }` the
 * field is the body, and no other field may go there.
 */
export function body(name?: string, { whole = false }: { whole?: boolean } = {}): BodyPlace {
  return Object.freeze({ in: 'body', name, whole })
}
