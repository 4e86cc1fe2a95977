import type { Format } from './format.ts'

export const booleanFormat: Format<boolean> = {
  kind: 'boolean',
  expected: 'true or false',
  example: 'true',
  parse: (text) => {
    const word = text.toLowerCase()
    if (word === 'true' || word === '1') return true
    return word === 'false' || word === '0' ? false : undefined
  },
  print: String,
}
