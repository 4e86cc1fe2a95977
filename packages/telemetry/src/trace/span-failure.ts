import { clipped } from './attributes.ts'

/** What a span tells of an error: no stack, no cause, no fields. */
export interface SpanFailure {
  readonly type: string
  readonly message: string
}

/**
 * What a span tells of something thrown, or `undefined` if it is the caller's fault: an error that
 * carries a status below 500. Addresses and long numbers in the message are masked.
 */
export function toSpanFailure(thrown: unknown): SpanFailure | undefined {
  if (typeof thrown !== 'object' || thrown === null) return { type: typeof thrown, message: '' }
  try {
    const { status, message } = thrown as Record<string, unknown>
    if (typeof status === 'number' && status < 500) return undefined
    return { type: typeOf(thrown), message: typeof message === 'string' ? masked(message) : '' }
  } catch {
    return { type: 'unknown', message: '' }
  }
}

/** A code of a library when it has one (`ECONNREFUSED`, `57014`), else the name of the class. */
function typeOf(thrown: object): string {
  const { code, name } = thrown as Record<string, unknown>
  if (typeof code === 'string' && /^[\w.-]{2,64}$/.test(code)) return code
  const own = typeof name === 'string' && name !== 'Error' ? name : thrown.constructor?.name
  return clipped(own === undefined || own === '' ? 'Error' : own, 64)
}

function masked(message: string): string {
  const line = message.slice(0, 1024).split('\n', 1)[0] ?? ''
  return clipped(
    line
      .replace(/[^\s"'<>()=,;]+@[^\s"'<>()=,;]+/g, '[masked]')
      .replace(/\d[\d -]{7,}\d/g, '[masked]'),
    256,
  )
}
