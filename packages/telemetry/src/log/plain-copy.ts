import { isNativeError } from 'node:util/types'
import { maskCredentials } from './credentials.ts'
import { followMarks, type Mark } from './marked-paths.ts'
import { type Plain, type PlainFields, plainLimits } from './plain.ts'

export const redacted = '[redacted]'

export interface CopyRules {
  /** Whether the value of this name is masked wherever it stands. */
  readonly masks: (name: string, value: unknown) => boolean
  readonly marks: readonly Mark[]
}

/**
 * A copy of any value that JSON can say, masked and bounded: whatever a getter, `toJSON` or proxy
 * does, this neither throws nor runs on.
 */
export function copyPlain(value: unknown, rules: CopyRules): Plain {
  return new Copy(rules).value(value, rules.marks) ?? null
}

/** One copy on its way. */
class Copy {
  readonly #masks: CopyRules['masks']
  /** The objects that the present one is within. */
  readonly #path: object[] = []
  /** Characters that there is room for. */
  #room: number = plainLimits.total

  constructor(rules: CopyRules) {
    this.#masks = rules.masks
  }

  /** `undefined` for what JSON leaves out. */
  value(value: unknown, marks: readonly Mark[]): Plain | undefined {
    this.#room -= plainLimits.value
    switch (typeof value) {
      case 'string':
        return this.#text(value, plainLimits.text)
      case 'number':
        return Number.isFinite(value) ? value : null
      case 'boolean':
        return value
      case 'bigint':
        return Number.isSafeInteger(Number(value)) ? Number(value) : this.#text(`${value}`, 400)
      case 'symbol':
        return this.#text(String(value), plainLimits.name)
      case 'object':
        return value === null ? null : this.#guarded(value, marks)
      default:
        return undefined
    }
  }

  #text(text: string, most: number): string {
    const kept = Math.max(0, Math.min(most, this.#room))
    this.#room -= Math.min(text.length, kept)
    const shown = maskCredentials(text.slice(0, kept).toWellFormed())
    return text.length <= kept ? shown : `${shown}… [${text.length - kept} more]`
  }

  #guarded(value: object, marks: readonly Mark[]): Plain | undefined {
    if (this.#path.includes(value)) return '[circular]'
    if (this.#path.length >= plainLimits.depth) return '[too deep]'
    if (this.#room <= 0) return '[too long]'
    this.#path.push(value)
    try {
      return this.#object(value, marks)
    } catch {
      return '[unreadable]'
    } finally {
      this.#path.pop()
    }
  }

  #object(value: object, marks: readonly Mark[]): Plain | undefined {
    if (Array.isArray(value)) return this.#array(value, marks)
    if (isNativeError(value) || value instanceof Error) return this.#error(value, marks)
    if (value instanceof URL) return this.#text(withoutSecrets(value), plainLimits.text)
    if (value instanceof Map) return this.#entries([...value.entries()], marks)
    if (value instanceof Set) return this.#array([...value], marks)
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
      return `[${value.byteLength} bytes]`
    }
    if (isHttpMessage(value)) return '[http message]'
    const json = toJson(value)
    return json === value
      ? this.#members(value, Object.keys(value), marks)
      : this.value(json, marks)
  }

  #array(values: readonly unknown[], marks: readonly Mark[]): Plain[] {
    const copy: Plain[] = []
    for (let index = 0; index < values.length; index++) {
      if (index === plainLimits.entries || this.#room <= 0) {
        copy.push(`[${values.length - index} more]`)
        break
      }
      copy.push(this.#masked(`${index}`, values[index], followMarks(marks, `${index}`)) ?? null)
    }
    return copy
  }

  /** Nothing but these: what else errors carry are rows, requests and responses. */
  #error(error: Error, marks: readonly Mark[]): PlainFields {
    const names = ['name', 'message', 'code', 'stack', 'cause', 'errors']
    return this.#members(
      error,
      names.filter((name) => name in error),
      marks,
    )
  }

  #entries(entries: [unknown, unknown][], marks: readonly Mark[]): PlainFields {
    const holder = Object.fromEntries(entries.map(([key, value]) => [String(key), value]))
    return this.#members(holder, Object.keys(holder), marks)
  }

  #members(holder: object, names: readonly string[], marks: readonly Mark[]): PlainFields {
    const copy: PlainFields = {}
    let count = 0
    for (const name of names) {
      if (count++ === plainLimits.entries || this.#room <= 0) {
        copy['…'] = `[${names.length - count + 1} more]`
        break
      }
      const plain = this.#masked(name, read(holder, name), followMarks(marks, name))
      if (plain === undefined) continue
      const key = this.#text(name, plainLimits.name)
      copy[key === '__proto__' ? '[__proto__]' : key] = plain
    }
    return copy
  }

  #masked(name: string, value: unknown, marks: readonly Mark[]): Plain | undefined {
    if (value === undefined) return undefined
    const masked = marks.some((mark) => mark.masked) || this.#masks(name, value)
    return masked ? redacted : this.value(value, marks)
  }
}

function read(holder: object, name: string): unknown {
  try {
    return Reflect.get(holder, name)
  } catch {
    return '[unreadable]'
  }
}

/** Of node:http: credentials stand in them under no name, in `rawHeaders` and `_header`. */
function isHttpMessage(value: object): boolean {
  return 'rawHeaders' in value || '_header' in value
}

/** What it wants to be in JSON: itself if it has no wish, or fails to tell. */
function toJson(value: object): unknown {
  try {
    return 'toJSON' in value && typeof value.toJSON === 'function' ? value.toJSON('') : value
  } catch {
    return value
  }
}

function withoutSecrets({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`
}
