import type { Section } from './section.ts'
import { type Setting, isSecret } from './setting.ts'
import { toSnakeCase } from './snake-case.ts'

/** Every variable of the sections as Markdown: a table for each section. */
export function toReferenceTable(sections: readonly Section[]): string {
  return sections.map(toTable).join('\n')
}

function toTable({ name, description, settings }: Section): string {
  const rows = Object.entries(settings).map(([key, setting]) =>
    [
      setting.variables.map((variable) => `\`${variable}\``).join(', '),
      `\`${toSnakeCase(name)}.${toSnakeCase(key)}\``,
      toForm(setting),
      toDefault(setting),
      setting.description,
    ].map((cell) => cell.replaceAll('|', '\\|')),
  )
  const lines = [
    ['Variable', 'Key', 'Form', 'Default', 'What it is'],
    rows[0]?.map(() => '---') ?? [],
  ]
  return [
    `### ${name}`,
    '',
    ...(description === '' ? [] : [description, '']),
    ...[...lines, ...rows].map((cells) => `| ${cells.join(' | ')} |`),
    '',
  ].join('\n')
}

function toForm({ format }: Setting): string {
  return ['enum', 'integer', 'number'].includes(format.kind) ? format.expected : format.kind
}

function toDefault(setting: Setting): string {
  const { developmentDefault, format, optional } = setting
  const write = (value: unknown) =>
    format.print(value) === '' ? 'empty' : `\`${format.print(value)}\``
  const fallback = setting.default === undefined ? undefined : write(setting.default)
  const everywhere = fallback ?? (optional ? 'none' : '**required**')
  if (developmentDefault === undefined) return everywhere
  const local = isSecret(setting) ? 'a known one' : write(developmentDefault)
  return `${everywhere}; ${local} in development and test`
}
