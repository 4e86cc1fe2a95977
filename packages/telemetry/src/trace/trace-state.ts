import type { TraceState } from '@opentelemetry/api'

const key = /^(?:[a-z][a-z0-9_\-*/]{0,255}|[a-z0-9][a-z0-9_\-*/]{0,240}@[a-z][a-z0-9_\-*/]{0,13})$/
const value = /^[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/
const most = 32

/**
 * The `tracestate` of a caller, as it is passed on, or `undefined` when it is not valid: W3C Trace
 * Context drops all of it then, and keeps the `traceparent`.
 */
export function parseTraceState(header: string): string | undefined {
  const members = membersOf(header)
  if (members.length === 0 || members.length > most) return undefined
  const keys = new Set<string>()
  for (const member of members) {
    const equals = member.indexOf('=')
    const name = member.slice(0, equals)
    if (equals < 1 || !key.test(name) || !value.test(member.slice(equals + 1))) return undefined
    if (keys.size === keys.add(name).size) return undefined
  }
  return members.join(',')
}

/** With a member in first place, where the last one to write belongs. */
export function withMember(state: string | undefined, name: string, text: string): string {
  const others = membersOf(state ?? '').filter((member) => !member.startsWith(`${name}=`))
  return [`${name}=${text}`, ...others.slice(0, most - 1)].join(',')
}

export function memberOf(state: string | undefined, name: string): string | undefined {
  const member = membersOf(state ?? '').find((text) => text.startsWith(`${name}=`))
  return member?.slice(name.length + 1)
}

/** A `tracestate` as OpenTelemetry takes it. */
export class TraceStateText implements TraceState {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  get(name: string): string | undefined {
    return memberOf(this.#text, name)
  }

  set(name: string, text: string): TraceState {
    return new TraceStateText(withMember(this.#text, name, text))
  }

  unset(name: string): TraceState {
    const others = membersOf(this.#text).filter((member) => !member.startsWith(`${name}=`))
    return new TraceStateText(others.join(','))
  }

  serialize(): string {
    return this.#text
  }
}

function membersOf(state: string): string[] {
  return state
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '')
}
