import type { Format } from './format.ts'

/** One of some words, whatever the case. `spellings` leads other words to one of them. */
export function enumFormat<const Value extends string>(
  values: readonly Value[],
  spellings: Readonly<Record<string, Value>> = {},
): Format<Value> {
  const known = new Map<string, Value>(Object.entries(spellings))
  for (const value of values) known.set(value.toLowerCase(), value)
  return {
    kind: 'enum',
    expected: `one of ${values.join(', ')}`,
    example: values[0] ?? '',
    parse: (text) => known.get(text.toLowerCase()),
    print: String,
  }
}
