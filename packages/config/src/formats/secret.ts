import { Secret } from '../secret.ts'
import type { Format } from './format.ts'

/** Any text but an empty one. Line breaks at its end are cut: `echo` puts them there. */
export function secretFormat(expected?: string): Format<Secret> {
  return {
    kind: 'secret',
    expected: expected ?? 'a secret',
    // A recipe rather than an example, which would be copied.
    example: expected === undefined ? 'openssl rand -base64 32' : '',
    parse: (text) => {
      const value = text.replace(/[\r\n]+$/, '')
      return value.trim() === '' ? undefined : new Secret(value)
    },
    print: String,
  }
}
