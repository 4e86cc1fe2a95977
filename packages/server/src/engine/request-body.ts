import { isUtf8 } from 'node:buffer'
import type { Readable } from 'node:stream'
import secureJson from 'secure-json-parse'
import { sendContinue } from './expect-continue.ts'
import { findJsonError } from './json-error-position.ts'
import type { Limits } from './limits.ts'
import { type ProblemError, automaticProblem } from './problem.ts'
import type { RequestContext } from './request-context.ts'
import { toProblem } from './to-problem.ts'

/**
 * Reads and parses a JSON body. `undefined` when there is none.
 *
 * Refuses other media types (415), what is larger or deeper than the limits (413, 400), bytes that
 * are no UTF-8, `__proto__` and `constructor.prototype` (400).
 */
export async function readJsonBody(context: RequestContext, limits: Limits): Promise<unknown> {
  const { headers, incoming, reply } = context
  const length = headers['content-length']
  if (length === '0' || (length === undefined && headers['transfer-encoding'] === undefined)) {
    return undefined
  }
  if (Number(length) > limits.body) throw tooLarge(limits)
  const type = headers['content-type']
  if (type === undefined || !isJson(type)) throw unsupportedType(type)
  // A plug-in may have put a stream of its own in the place of the socket's, to decompress it.
  const stream = (incoming.body as Readable | null | undefined) ?? incoming.raw
  const coding = headers['content-encoding']
  if (stream === incoming.raw && coding !== undefined && coding !== 'identity') {
    throw unsupportedCoding()
  }
  context.receiving = true
  sendContinue(reply.raw)
  const bytes = await readAll(stream, limits)
  context.receiving = false
  return bytes.length === 0 ? undefined : parseJson(bytes, limits)
}

const jsonType =
  /^application\/(?:[\w.!#$&^-]+\+)?json[ \t]*(?:;[ \t]*charset=(?:"utf-?8"|utf-?8)[ \t]*)?$/i

function isJson(contentType: string): boolean {
  return contentType === 'application/json' || jsonType.test(contentType)
}

function unsupportedType(given: string | undefined): ProblemError {
  const found =
    given === undefined ? 'the request does not say what it is' : 'the request says otherwise'
  return automaticProblem('unsupportedMediaType', {
    detail: `Send the body as application/json in UTF-8; ${found}`,
    headers: { accept: 'application/json' },
  })
}

function unsupportedCoding(): ProblemError {
  return automaticProblem('unsupportedMediaType', {
    detail: 'Send the body without a content coding',
    headers: { 'accept-encoding': 'identity' },
  })
}

function tooLarge({ body }: Limits): ProblemError {
  return automaticProblem('contentTooLarge', { detail: `A body may have at most ${body} bytes` })
}

function readAll(stream: Readable, limits: Limits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const onData = (chunk: Buffer | string) => {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
      size += bytes.length
      if (size > limits.body) finish(tooLarge(limits))
      else chunks.push(bytes)
    }
    const onEnd = () => finish()
    const onError = (cause: unknown) => finish(brokenOff(cause))
    const onClose = () => finish(brokenOff(undefined))
    const finish = (problem?: ProblemError) => {
      stream.off('data', onData).off('end', onEnd).off('error', onError).off('close', onClose)
      if (problem === undefined) {
        resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks))
      } else {
        // What comes after the end of interest: more data, which waits, or an error, which is late.
        stream.on('error', () => {}).pause()
        reject(problem)
      }
    }
    if (stream.destroyed) return onClose()
    stream.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose)
  })
}

/** A plug-in's stream tells the status by which its client failed; a socket tells nothing. */
function brokenOff(cause: unknown): ProblemError {
  const { statusCode } = (cause ?? {}) as { statusCode?: unknown }
  if (typeof statusCode === 'number') return toProblem(cause)
  return automaticProblem('malformedRequest', { detail: 'The body broke off', cause })
}

function parseJson(bytes: Buffer, limits: Limits): unknown {
  if (!isUtf8(bytes)) throw malformed('The body is not UTF-8')
  const text = bytes.toString('utf8')
  let value: unknown
  try {
    value = secureJson.parse(text, { protoAction: 'error', constructorAction: 'error' })
  } catch (cause) {
    throw malformed(describe(cause as Error, text), cause)
  }
  if (bytes.length > 2 * limits.depth && isDeeperThan(value, limits.depth)) {
    throw malformed(`The body nests deeper than ${limits.depth} levels`)
  }
  return value
}

function malformed(detail: string, cause?: unknown): ProblemError {
  return automaticProblem('malformedRequest', { detail, cause })
}

/** The parser's own words quote the body, which may hold secrets: only the place is told. */
function describe(error: Error, text: string): string {
  if (error.message === 'Object contains forbidden prototype property')
    return 'The body uses a forbidden property name'
  return `The body is not valid JSON at position ${findJsonError(text)}`
}

function isDeeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (limit === 0) return true
  for (const inner of Object.values(value)) {
    if (isDeeperThan(inner, limit - 1)) return true
  }
  return false
}
