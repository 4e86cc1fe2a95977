import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { isContinueHeld } from './expect-continue.ts'
import type { RequestContext } from './request-context.ts'

/** A rest of this size is read and dropped, so that the connection can be used again. In bytes. */
const worthReading = 64 * 1024
/** How long a client that is still sending is listened to after its answer, in milliseconds. */
const lingerTime = 2_000
/** How much of what it sends in that time is read, and dropped. In bytes. */
const lingerBytes = 1024 * 1024

/**
 * What becomes of a body that is not read to its end when the answer is ready: `none`: there is
 * nothing left of it; `drop`: the rest is short; `leave`: the connection must end.
 */
export function restOfBody(context: RequestContext): 'none' | 'drop' | 'leave' {
  const { headers, reply } = context
  const { raw } = context.incoming
  const length = headers['content-length']
  const chunked = headers['transfer-encoding'] !== undefined
  if (length === undefined && !chunked) return 'none'
  const nothingComes = raw.complete || raw.readableEnded || raw.socket.readableEnded
  if (nothingComes || isContinueHeld(reply.raw)) return 'none'
  return chunked || context.receiving || Number(length) > worthReading ? 'leave' : 'drop'
}

/** Reads the rest of a body, whatever it was piped into, and forgets it. */
export function dropRest(raw: IncomingMessage): void {
  raw.unpipe()
  raw.resume()
}

/**
 * A response body that keeps the response open while the client is still sending. Were the
 * connection closed at once, the system would reset it, and many a client would see a broken pipe
 * in place of its answer.
 */
export function lingeringBody(raw: IncomingMessage, body: string | Uint8Array): Readable {
  const response = new Readable({ read() {} })
  response.push(body)
  let left = lingerBytes
  const onData = (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) finish()
  }
  const finish = () => {
    clearTimeout(timer)
    raw.off('data', onData).off('end', finish).off('close', finish).pause()
    response.push(null)
  }
  const timer = setTimeout(finish, lingerTime)
  response.once('close', () => clearTimeout(timer))
  raw.unpipe()
  raw.on('data', onData).on('end', finish).on('close', finish).resume()
  return response
}
