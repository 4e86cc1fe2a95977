import type { Format } from './format.ts'

/** An absolute URL, kept as it was written. */
export function urlFormat(protocols: readonly string[] = ['http', 'https']): Format<string> {
  const example = `${protocols.at(-1) ?? 'https'}://example.com`
  return {
    kind: 'url',
    expected: `an absolute URL (${protocols.map((protocol) => `${protocol}://`).join(', ')})`,
    example,
    parse: (text) => (isUrl(text, protocols) ? text : undefined),
    print: (value) => value,
  }
}

export function isUrl(text: string, protocols: readonly string[]): boolean {
  if (/[\s\p{Cc}]/u.test(text) || !text.includes('://')) return false
  const url = URL.parse(text)
  return url !== null && url.hostname !== '' && protocols.includes(url.protocol.slice(0, -1))
}
