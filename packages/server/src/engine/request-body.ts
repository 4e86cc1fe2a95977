import { isUtf8 } from 'node:buffer'
import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import secureJson from 'secure-json-parse'
import type { Limits } from './limits.ts'
import { type ProblemError, automaticProblem } from './problem.ts'

/**
 * Reads and parses a JSON body. `undefined` when there is none.
 *
 * Refuses other media types (415), what is larger or deeper than the limits (413, 400), bytes that
 * are no UTF-8, `__proto__` and `constructor.prototype` (400).
 */
export async function readJsonBody(
  stream: Readable,
  headers: IncomingHttpHeaders,
  limits: Limits,
): Promise<unknown> {
  const length = headers['content-length']
  if (length !== undefined && Number(length) > limits.body) throw tooLarge(limits)
  const type = headers['content-type']
  if (type !== undefined && !isJson(type)) throw unsupported(type)
  const bytes = await readAll(stream, limits)
  if (bytes.length === 0) return undefined
  if (type === undefined) throw unsupported(undefined)
  return parseJson(bytes, limits)
}

const jsonType =
  /^application\/(?:[\w.!#$&^-]+\+)?json[ \t]*(?:;[ \t]*charset=(?:"utf-?8"|utf-?8)[ \t]*)?$/i

function isJson(contentType: string): boolean {
  return contentType === 'application/json' || jsonType.test(contentType)
}

function unsupported(given: string | undefined): ProblemError {
  const found =
    given === undefined
      ? 'the request does not say what it is'
      : `the request says ${given.slice(0, 100)}`
  return automaticProblem('unsupportedMediaType', {
    detail: `Send the body as application/json in UTF-8; ${found}`,
    headers: { accept: 'application/json' },
  })
}

function tooLarge({ body }: Limits): ProblemError {
  return automaticProblem('contentTooLarge', {
    detail: `A body may have at most ${body} bytes`,
    headers: { connection: 'close' },
  })
}

function readAll(stream: Readable, limits: Limits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const onData = (chunk: Buffer) => {
      size += chunk.length
      if (size > limits.body) finish(tooLarge(limits))
      else chunks.push(chunk)
    }
    const onEnd = () => finish()
    const onError = (cause: Error) =>
      finish(automaticProblem('malformedRequest', { detail: 'The body broke off', cause }))
    const onClose = () => onError(new Error('The connection closed before the body was complete'))
    const finish = (problem?: ProblemError) => {
      stream.off('data', onData).off('end', onEnd).off('error', onError).off('close', onClose)
      if (problem !== undefined) {
        stream.resume()
        reject(problem)
      } else {
        resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks))
      }
    }
    stream.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose)
  })
}

function parseJson(bytes: Buffer, limits: Limits): unknown {
  if (!isUtf8(bytes)) throw malformed('The body is not UTF-8')
  const text = bytes.toString('utf8')
  let value: unknown
  try {
    value = secureJson.parse(text, { protoAction: 'error', constructorAction: 'error' })
  } catch (cause) {
    throw malformed(describe(cause as Error), cause)
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
function describe(error: Error): string {
  if (/forbidden/i.test(error.message)) return 'The body uses a forbidden property name'
  const [, position] = /at position (\d+)/.exec(error.message) ?? []
  return position === undefined
    ? 'The body is not valid JSON'
    : `The body is not valid JSON at position ${position}`
}

function isDeeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (limit === 0) return true
  for (const inner of Object.values(value)) {
    if (isDeeperThan(inner, limit - 1)) return true
  }
  return false
}
