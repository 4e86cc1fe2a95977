/** Names whose values never reach a log, whatever their case and separators. */
export const sensitiveNames: readonly string[] = [
  'password',
  'passwd',
  'passphrase',
  'pwd',
  'secret',
  'token',
  'authorization',
  'cookie',
  'credential',
  'api_key',
  'access_key',
  'private_key',
  'signing_key',
  'encryption_key',
  'session_id',
  'connection_string',
  'database_url',
  'jwt',
  'otp',
  'cvv',
  'cvc',
  'card_number',
  'ssn',
]

/**
 * Tells whether a value is masked by the name that it has. A name is found anywhere in it (`token` in
 * `refreshTokens`), a name of up to four letters as a word only (`otp` in `sms_otp`, not in
 * `hotPath`). Numbers and booleans are masked under names that end with it: `access_token`, but
 * not `token_count`; null says nothing.
 */
export function createNameMatcher(
  names: readonly string[],
): (name: string, value: unknown) => boolean {
  const squashed = names.map(squash)
  const long = squashed.filter((name) => name.length > 4)
  const short = new Set(squashed.filter((name) => name.length <= 4))
  const known = new Map<string, Fit>()
  const fitOf = (name: string): Fit => {
    const text = squash(name)
    const words = wordsOf(name)
    if (long.some((part) => text.endsWith(part)) || short.has(words.at(-1) ?? '')) return 'end'
    return long.some((part) => text.includes(part)) || words.some((word) => short.has(word))
      ? 'part'
      : 'none'
  }
  return (name, value) => {
    let fit = known.get(name)
    if (fit === undefined) {
      fit = fitOf(name)
      // Names may come from requests: what is remembered of them has a bound.
      if (known.size < 1_000 && name.length < 100) known.set(name, fit)
    }
    if (fit === 'none' || value === null) return false
    return fit === 'end' || (typeof value !== 'number' && typeof value !== 'boolean')
  }
}

/** How a sensitive name fits into another. */
type Fit = 'end' | 'part' | 'none'

function squash(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

function wordsOf(name: string): string[] {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
}
