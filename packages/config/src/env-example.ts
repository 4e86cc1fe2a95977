import type { Section } from './section.ts'
import { type Setting, isSecret } from './setting.ts'

/**
 * A `.env.example`: every variable with its form and default. What has a default is commented
 * out; what is required is left to be filled in. No secret is in it, not even one for development.
 */
export function toEnvExample(sections: readonly Section[]): string {
  const head = [
    '# Copy to .env, which is read in development only and never goes before the real environment.',
    '# Each variable can also be set to the content of a file: NAME_FILE=/path/to/file.',
    '',
    '# production, staging, development or test. To be set in the real environment, not here.',
    '#ENVIRONMENT=development',
  ]
  const blocks = sections.map(({ name, description, settings }) => [
    '',
    `# --- ${name}${description && `: ${description}`}`,
    ...Object.values(settings).flatMap(toLines),
  ])
  return [...head, ...blocks.flat(), ''].join('\n')
}

function toLines(setting: Setting): string[] {
  const { variables, description, format, developmentDefault } = setting
  const [name, ...others] = variables
  const fallback = developmentDefault ?? setting.default
  const shown = fallback === undefined ? format.example : format.print(fallback)
  const value = isSecret(setting) ? '' : shown
  const required = !setting.optional && fallback === undefined
  const notes = [
    `${capitalize(format.expected)}.`,
    required ? 'Required.' : setting.optional ? 'Optional.' : '',
    isSecret(setting) && developmentDefault !== undefined
      ? 'Required in production and staging; development has one of its own.'
      : '',
    others.length > 0 ? `Goes before ${others.join(', ')}.` : '',
  ]
  return [
    '',
    ...(description === '' ? [] : [`# ${description}`]),
    `# ${notes.filter((note) => note !== '').join(' ')}`,
    `${required ? '' : '#'}${name}=${required ? '' : quote(value)}`,
  ]
}

function capitalize(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}

function quote(value: string): string {
  return /^[\w./:,@+-]*$/.test(value) ? value : `"${value}"`
}
