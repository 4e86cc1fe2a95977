import { isAbsolute, relative } from 'node:path'

/** A path as short as it can be told: from the working directory if it is within. */
export function showPath(path: string): string {
  const short = relative(process.cwd(), path)
  return short === '' || short.startsWith('..') || isAbsolute(short) ? path : short
}
