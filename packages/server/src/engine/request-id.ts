import { randomFillSync } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

const sane = /^[\w.:@+=/-]{1,128}$/
const pool = Buffer.alloc(16 * 256)
let offset = pool.length

/** The caller's `X-Request-ID` when it looks sane (128 characters, no spaces), else a new one. */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && sane.test(given) ? given : randomHex(16)
}

/** Random bytes as hexadecimal digits, drawn from a pool: one system call for 256 ids. */
export function randomHex(bytes: number): string {
  if (offset + bytes > pool.length) {
    randomFillSync(pool)
    offset = 0
  }
  const start = offset
  offset += bytes
  return pool.toString('hex', start, offset)
}
