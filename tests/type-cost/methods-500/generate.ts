import { callFiles, designFiles, handlerFiles } from '../large-design.ts'

export const packages = ['@seaworthy/client', '@seaworthy/design', 'seaworthy']

/** 500 methods: declared, implemented, and called by the client. */
export function generate(): Record<string, string> {
  return { ...designFiles(), ...handlerFiles(), ...callFiles() }
}
