import type { Violation } from '@seaworthy/design'
import { isObject } from './is-object.ts'
import { type ReceivedResponse, mediaTypeOf } from './received-response.ts'

/** A problem document as RFC 9457 §3.1 has it read: members of a wrong type count as absent. */
export interface ReceivedProblem {
  readonly type: string
  readonly title: string
  readonly detail: string | undefined
  readonly traceId: string | undefined
  readonly violations: readonly Violation[]
  readonly members: Readonly<Record<string, unknown>>
}

/** The problem document in an answer; `undefined` when there is none that can be read. */
export function readProblem(response: ReceivedResponse): ReceivedProblem | undefined {
  if (mediaTypeOf(response) !== 'application/problem+json') return undefined
  const members = parseObject(response.bytes)
  if (members === undefined) return undefined
  const text = (name: string) => {
    const value = members[name]
    return typeof value === 'string' ? value : undefined
  }
  return {
    type: text('type') ?? 'about:blank',
    title: text('title') ?? `Status ${response.status}`,
    detail: text('detail'),
    traceId: text('trace_id'),
    violations: Array.isArray(members['errors']) ? members['errors'].filter(isViolation) : [],
    members,
  }
}

function parseObject(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return isObject(value) ? value : undefined
  } catch {
    return undefined // Not JSON, or not UTF-8: the caller reports the answer as unexpected.
  }
}

function isViolation(value: unknown): value is Violation {
  if (!isObject(value)) return false
  return ['pointer', 'in', 'rule', 'message'].every((name) => typeof value[name] === 'string')
}
