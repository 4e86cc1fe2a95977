import type { Format } from './format.ts'

export interface TextForm {
  /** Not anchored: write `^…$` to match the whole value. */
  readonly pattern?: RegExp
  /** What a pattern cannot tell. */
  readonly test?: (text: string) => boolean
  /** What they ask for, in words: `a host name or an IP address`. */
  readonly expected?: string
  readonly example?: string
}

/** Text on one line, never empty. */
export function textFormat({ pattern, test, expected, example }: TextForm = {}): Format<string> {
  return {
    kind: 'text',
    expected: expected ?? (pattern ? `text that matches ${String(pattern)}` : 'text on one line'),
    example: example ?? '',
    parse: (text) => {
      if (text === '' || /\p{Cc}/u.test(text)) return undefined
      if (pattern && text.search(pattern) < 0) return undefined
      return test?.(text) === false ? undefined : text
    },
    print: (value) => value,
  }
}
