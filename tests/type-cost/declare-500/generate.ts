import { designFiles } from '../large-design.ts'

export const packages = ['@seaworthy/design']

/** 500 methods, declared and put together to one API. */
export function generate(): Record<string, string> {
  return designFiles()
}
