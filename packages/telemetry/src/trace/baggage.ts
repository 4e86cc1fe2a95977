const mostBytes = 8192
const mostEntries = 64

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
const text = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/

/**
 * The `baggage` of a caller as it is passed on: those members that are well formed, of the first 64
 * and 8192 bytes (W3C Baggage). `undefined` when nothing is left.
 */
export function parseBaggage(header: string): string | undefined {
  if (header.length > mostBytes) return undefined
  const members = header.split(',', mostEntries).filter(isMember)
  return members.length === 0 ? undefined : members.map((member) => member.trim()).join(',')
}

/** The entries of a `baggage` that has been parsed, decoded. Of one name, the last counts. */
export function baggageEntries(baggage: string | undefined): ReadonlyMap<string, string> {
  const members = baggage?.split(',') ?? []
  return new Map(
    members.map((member) => {
      const [name, value = ''] = toPair(member.split(';', 1)[0] ?? '')
      return [name, decoded(value)]
    }),
  )
}

/** `name=value`, and properties after it that need no value. */
function isMember(member: string): boolean {
  const [entry = '', ...properties] = member.split(';')
  const [name, value] = toPair(entry)
  if (!token.test(name) || value === undefined || !text.test(value)) return false
  return properties.map(toPair).every(([key, more = '']) => token.test(key) && text.test(more))
}

function toPair(entry: string): [name: string, value: string | undefined] {
  const equals = entry.indexOf('=')
  if (equals === -1) return [entry.trim(), undefined]
  return [entry.slice(0, equals).trim(), entry.slice(equals + 1).trim()]
}

function decoded(encoded: string): string {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return encoded
  }
}
