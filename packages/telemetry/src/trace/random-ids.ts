import { randomFillSync } from 'node:crypto'

/** The id of a trace, 32 hexadecimal digits. */
export function randomTraceId(): string {
  return randomHex(16)
}

/** The id of a span, 16 hexadecimal digits. */
export function randomSpanId(): string {
  return randomHex(8)
}

const pool = Buffer.alloc(8 * 1024)
let offset = pool.length

/** Drawn from a pool: one system call for hundreds of ids. */
function randomHex(bytes: number): string {
  if (offset + bytes > pool.length) {
    randomFillSync(pool)
    offset = 0
  }
  const start = offset
  offset += bytes
  return pool.toString('hex', start, offset)
}
