import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { looksSecret } from '../hider.ts'
import { readSecretFile } from './secret-file.ts'
import { type Statement, problem } from './statement.ts'

export type Env = Readonly<Record<string, string | undefined>>

/** The environment, then `.env`; each variable also as `NAME_FILE`. Empty is as if it were not set. */
export class Variables {
  readonly #env: Env
  readonly #dotenv: Env

  constructor(env: Env, dotenv: Env = {}) {
    this.#env = env
    this.#dotenv = dotenv
  }

  /** The names of all that are set. */
  names(): string[] {
    const all = new Set([...Object.keys(this.#env), ...Object.keys(this.#dotenv)])
    return [...all].filter((name) => this.#read(name) !== undefined)
  }

  /** What is said by `name`, or by the file that `name_FILE` names. */
  find(name: string): Statement | undefined {
    const direct = this.#read(name)
    const file = this.#read(`${name}_FILE`)
    if (direct && file && direct.source === file.source) {
      return { name, source: direct.source, said: problem('NAME_AND_FILE', { name }) }
    }
    // Of one that is real and one in .env the real one counts, as it does for a single name.
    if (file && (!direct || direct.source !== 'environment')) return fromFile(name, file.text)
    return direct && { name, source: direct.source, said: { kind: 'text', text: direct.text } }
  }

  #read(name: string): { text: string; source: string } | undefined {
    const real = own(this.#env, name)
    if (real) return { text: real, source: 'environment' }
    const local = own(this.#dotenv, name)
    return local ? { text: local, source: '.env' } : undefined
  }
}

function fromFile(name: string, path: string): Statement {
  const variable = `${name}_FILE`
  const said = readSecretFile(path.trim(), variable)
  const shown = isSurelyPath(path.trim()) ? ` ${path.trim()}` : ''
  return { name: variable, source: `secret file${shown}`, said }
}

/** The secret itself may stand here by mistake, and then it must not be shown. */
function isSurelyPath(path: string): boolean {
  if (existsSync(path)) return true
  if (!/[\\/]/.test(path)) return false
  const parent = dirname(path)
  return !looksSecret(path) || (parent !== dirname(parent) && existsSync(parent))
}

/** `env` may be a plain object, on which `constructor` is no variable. */
function own(env: Env, name: string): string | undefined {
  return Object.hasOwn(env, name) ? env[name] : undefined
}
