/**
 * Where the user wrote a part of a design. Capturing is cheap: the stack becomes text only
 * when a problem has to be shown.
 */
export interface SourceLocation {
  readonly stack?: string
}

/** A place in a file, as shown to the user. */
export interface Place {
  readonly file: string
  readonly line: number
}

const ownFolder = toPath(new URL('.', import.meta.url).href)

/** Remembers who called the design function that calls this. */
export function captureLocation(): SourceLocation {
  const holder: { stack?: string } = {}
  if (typeof Error.captureStackTrace === 'function') {
    Error.captureStackTrace(holder, captureLocation)
  } else {
    holder.stack = new Error().stack ?? ''
  }
  return Object.freeze(holder)
}

/** The first place on the captured stack that is not inside this package. */
export function placeOf(location: SourceLocation | undefined): Place | undefined {
  for (const line of location?.stack?.split('\n') ?? []) {
    const match = /((?:file|https?):\/\/[^\s()]+|\/[^()]+|[A-Za-z]:\\[^()]+):(\d+):\d+\)?$/.exec(
      line,
    )
    const address = match?.[1]
    if (address === undefined || line.includes('node:')) continue
    const file = toPath(address)
    if (file.startsWith(ownFolder) && !/\.test\.[jt]s$/.test(file)) continue
    return { file, line: Number(match?.[2]) }
  }
  return undefined
}

/** `file:///C:/a%20b` is `C:/a b`; an address of the web keeps its path alone. */
function toPath(address: string): string {
  if (!address.includes('://')) return address
  return decodeURIComponent(new URL(address).pathname).replace(/^\/(?=[A-Za-z]:\/)/, '')
}
