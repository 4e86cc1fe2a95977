/** What JSON can say. */
export type Plain = null | boolean | number | string | Plain[] | PlainFields

export interface PlainFields {
  [name: string]: Plain
}

/**
 * What a line has room for: with a message, fields and what is bound it stays below 16 KiB, of
 * which Docker and containerd make several lines.
 */
export const plainLimits = {
  /** Objects within objects. */
  depth: 8,
  /** Members of an object, elements of an array. */
  entries: 100,
  /** Characters of a name. */
  name: 256,
  /** Characters of a string. */
  text: 4_096,
  /** What a value counts beside its characters. */
  value: 12,
  /** Characters of all names and values together. */
  total: 8_192,
} as const
