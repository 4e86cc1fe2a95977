/** What an attribute of a span may be. */
export type AttributeValue =
  | string
  | number
  | boolean
  | readonly string[]
  | readonly number[]
  | readonly boolean[]

/** Attributes of a span. What is `undefined` is left out. Never put in what a person gave. */
export type Attributes = Readonly<Record<string, AttributeValue | undefined>>

const longest = 1024

/** A text as an attribute: clients choose how long some of them are. */
export function clipped(text: string, most = longest): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}

export function clippedValue<Value>(value: Value): Value | string {
  return typeof value === 'string' ? clipped(value) : value
}
