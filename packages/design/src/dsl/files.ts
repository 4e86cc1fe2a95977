import { type SourceLocation, captureLocation } from '../source-location.ts'

/** Static files under a path. Folders are never listed; dot files are never served. */
export interface FilesDefinition {
  readonly path: string
  readonly folder: string
  readonly index: string | undefined
  /** In seconds, for `Cache-Control: max-age`. */
  readonly maxAge: number
  readonly at: SourceLocation
}

export interface FilesOptions {
  /** The file that answers for a folder, such as `index.html`. Default: none, a folder is a 404. */
  readonly index?: string
  /** In seconds. Default: 0, which makes clients ask again with `If-None-Match`. */
  readonly maxAge?: number
}

/**
 * Serves the files of a folder: `files('/assets/{*path}', './public')`, or a single file:
 * `files('/robots.txt', './public/robots.txt')`. Relative folders start at the working directory.
 */
export function files(path: string, folder: string, options: FilesOptions = {}): FilesDefinition {
  const { index, maxAge = 0 } = options
  return Object.freeze({ path, folder, index, maxAge, at: captureLocation() })
}

/** A path that only sends its callers elsewhere. */
export interface RedirectDefinition {
  readonly path: string
  readonly to: string
  readonly status: RedirectStatus
  readonly at: SourceLocation
}

export type RedirectStatus = 301 | 302 | 303 | 307 | 308

/** Redirects `path` to `to`, whose `{name}` parts are taken from the path. Default status: 308. */
export function redirect(
  path: string,
  to: string,
  status: RedirectStatus = 308,
): RedirectDefinition {
  return Object.freeze({ path, to, status, at: captureLocation() })
}
