import type { IncomingMessage } from 'node:http'

/** Fields of which two would let two parties read one request in two ways (RFC 9110 §5.3). */
const singletons = new Set(['host', 'content-type', 'authorization'])

/**
 * What Node's parser lets through and a server must refuse (RFC 9112 §3.2): a missing or second
 * `Host`, and repeated fields of which Node keeps one without a word.
 */
export function findHeaderFlaw({
  headers,
  rawHeaders,
  httpVersion,
}: IncomingMessage): string | undefined {
  if (headers.host === undefined && httpVersion === '1.1') return 'The Host header is missing'
  let seen = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string
    const bit = name.length === 4 ? 1 : name.length === 12 ? 2 : name.length === 13 ? 4 : 0
    if (bit === 0 || !singletons.has(name.toLowerCase())) continue
    if ((seen & bit) !== 0) return `The header ${name.toLowerCase()} is given twice`
    seen |= bit
  }
  return undefined
}
