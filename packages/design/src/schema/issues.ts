/** One violation: where, which rule, and what was expected. */
export interface Issue {
  readonly path: (string | number)[]
  /** The keyword of JSON Schema that does not hold, or the library whose rule it is. */
  readonly rule: string
  /** Completes a sentence about the value ("must be …"); never contains the value. */
  readonly message: string
}

const longestKey = 100

/**
 * The violations found in one value, up to a limit. Paths are built from the inside out and only
 * when something is wrong, so a valid value costs no path at all.
 */
export class Issues {
  readonly list: Issue[] = []
  readonly limit: number

  constructor(limit = 32) {
    this.limit = limit
  }

  get count(): number {
    return this.list.length
  }

  get full(): boolean {
    return this.list.length >= this.limit
  }

  add(rule: string, message: string, ...path: (string | number)[]): void {
    if (!this.full) this.list.push({ path: path.map(shorten), rule, message })
  }

  /** Puts `key` before the path of every issue added since there were `from`. */
  nest(from: number, key: string | number): void {
    const step = shorten(key)
    for (let index = from; index < this.list.length; index++) this.list[index]?.path.unshift(step)
  }
}

/** Keys of maps and unknown fields are the caller's: they come back cut short. */
function shorten(key: string | number): string | number {
  return typeof key === 'string' ? key.slice(0, longestKey) : key
}

/** A JSON Pointer (RFC 6901) for a path. */
export function toPointer(path: readonly (string | number)[]): string {
  let pointer = ''
  for (const key of path) {
    pointer += `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`
  }
  return pointer
}
