import { closeSync, fstatSync, openSync, readFileSync, constants } from 'node:fs'
import { reason } from './reason.ts'
import { type Said, problem } from './statement.ts'

const largest = 64 * 1024

/** The value in the file that a variable `NAME_FILE` names, without the line breaks at its end. */
export function readSecretFile(path: string, variable: string): Said {
  const values = { name: variable }
  const fault = (why: string) => problem('SECRET_FILE_UNREADABLE', { ...values, reason: why })
  let descriptor: number | undefined
  try {
    // A pipe that nobody writes to would wait here for ever.
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const stat = fstatSync(descriptor)
    if (stat.isDirectory()) return fault('it is a folder')
    if (!stat.isFile()) return fault('it is no ordinary file')
    if (stat.size > largest) return fault('it is larger than 64 KiB')
    const bytes = readFileSync(descriptor)
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/[\r\n]+$/, '')
    return text.trim() === ''
      ? problem('SECRET_FILE_EMPTY', values)
      : { kind: 'text', text, concealed: true }
  } catch (error) {
    const why = reason(error)
    return why === 'ENOENT' ? problem('SECRET_FILE_MISSING', values) : fault(why)
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}
