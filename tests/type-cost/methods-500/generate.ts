import { designFiles, handlerFiles } from '../large-design.ts'

/** 500 methods: declared, implemented, and called by the client. */
export function generate(): Record<string, string> {
  return { ...designFiles(), ...handlerFiles() }
}
