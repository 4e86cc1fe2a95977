import { type Said, problem } from './statement.ts'
import type { Variables } from './variables.ts'

const reference = /\$\$\{|\$\{([A-Z_][A-Z0-9_]*)(?::-([^}]*))?\}|\$\{/g

/**
 * Puts variables in place of `${NAME}` and `${NAME:-default}`; `$${` is `${`. What a variable
 * holds is taken as it is: it is neither YAML nor searched for references again.
 */
export function interpolate(text: string, variables: Variables): Said {
  let fault: Said | undefined
  let literal = true
  let concealed = false
  const filled = text.replace(reference, (match: string, name?: string, otherwise?: string) => {
    if (match === '$${') return '${'
    if (name === undefined) {
      fault ??= problem('REFERENCE_MALFORMED')
      return ''
    }
    literal = false
    const found = variables.find(name)?.said
    if (found?.kind === 'text') {
      concealed ||= found.concealed === true
      return found.text
    }
    if (found?.kind === 'problem') fault ??= found
    else if (otherwise === undefined) fault ??= problem('REFERENCE_UNSET', { name })
    return otherwise ?? ''
  })
  return fault ?? { kind: 'text', text: filled, literal, concealed }
}
