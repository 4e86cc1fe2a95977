import type { Api } from '@seaworthy/design'
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CliError } from './cli-error.ts'

/** Imports the module at `path` and finds the API that it exports, as `name` if that is given. */
export async function loadDesign(path: string, name: string | undefined): Promise<Api> {
  const file = resolve(path)
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new CliError('FILE_MISSING', { path })
  }
  return findApi(await importModule(file, path), path, name)
}

type Exports = Readonly<Record<string, unknown>>

async function importModule(file: string, path: string): Promise<Exports> {
  try {
    return (await import(pathToFileURL(file).href)) as Exports
  } catch (error) {
    const { name, message, code } = error as Error & { readonly code?: string }
    if (name === 'DesignError') throw new CliError('DESIGN_INVALID', { problems: message }, error)
    const missing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND'
    const reason = missing || code?.startsWith('ERR_') ? message : placed(error)
    throw new CliError(missing ? 'IMPORT_MISSING' : 'MODULE_BROKEN', { path, reason }, error)
  }
}

/** The message and the first line of the stack that is not of Node itself. */
function placed(error: unknown): string {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
  const at = stack.split('\n').find((line) => /^\s+at .*file:/.test(line))
  const place = at ?? stack.split('\n').find((line) => line.startsWith('file:'))
  return place === undefined ? message : `${message}\n    ${place.trim()}`
}

function findApi(exports: Exports, path: string, name: string | undefined): Api {
  const found = new Map<Api, string>()
  for (const [key, value] of Object.entries(exports)) {
    if (isApi(value) && (!found.has(value) || found.get(value) === 'default')) found.set(value, key)
  }
  const names = [...found.values()]
  if (name !== undefined && isApi(exports[name])) return exports[name]
  const [first] = found.keys()
  if (first === undefined) {
    const keys = Object.keys(exports)
    const shown = keys.length > 8 ? [...keys.slice(0, 8), '…'] : keys
    const others = keys.length === 0 ? ', nor anything else' : `; it exports ${shown.join(', ')}`
    throw new CliError('API_MISSING', { path, found: others })
  }
  if (name !== undefined) {
    const candidates = names.map((one) => `--export ${one}`).join(' or ')
    throw new CliError('EXPORT_UNKNOWN', { path, name, candidates })
  }
  if (found.size > 1) {
    throw new CliError('API_AMBIGUOUS', { path, candidates: names.join(', '), first: names[0] })
  }
  return first
}

/** By its shape: the module may have a copy of the design package of its own. */
function isApi(value: unknown): value is Api {
  const { name, model } = (value ?? {}) as { name?: unknown; model?: { services?: unknown } }
  return typeof value === 'object' && typeof name === 'string' && Array.isArray(model?.services)
}
