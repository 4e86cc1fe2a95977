import type { Format } from './format.ts'

/** A frozen list: text divided by commas, or a sequence in YAML. */
export function listFormat<Item>(item: Format<Item>): Format<readonly Item[]> {
  const parseItems = (items: readonly string[]) => {
    const parsed = items.map((text) => item.parse(text.trim()))
    return parsed.every((value) => value !== undefined) ? Object.freeze(parsed) : undefined
  }
  return {
    kind: 'list',
    expected:
      item.kind === 'text'
        ? 'a list divided by commas'
        : `a list of which each is ${item.expected}`,
    example: item.example === '' ? 'one,two' : item.example,
    parse: (text) => parseItems(text.split(',')),
    parseItems,
    print: (values) => values.map((value) => item.print(value)).join(','),
  }
}
