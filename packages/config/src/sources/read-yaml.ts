import { didYouMean } from '../did-you-mean.ts'
import type { Hider } from '../hider.ts'
import type { ProblemReport } from '../problem-report.ts'
import type { Section } from '../section.ts'
import type { Setting } from '../setting.ts'
import { toSnakeCase } from '../snake-case.ts'
import type { ConfigFile } from './config-folder.ts'
import { interpolate } from './interpolate.ts'
import { type Said, type Statement, problem } from './statement.ts'
import type { Variables } from './variables.ts'
import { type YamlEntry, type YamlValue, parseYaml } from './yaml-tree.ts'

export interface YamlContext {
  readonly sections: readonly Section[]
  readonly variables: Variables
  readonly report: ProblemReport
  readonly hider: Hider
}

/** What a file says about the settings of the sections. Keys that are none of theirs are problems. */
export function readYaml(file: ConfigFile, context: YamlContext): Map<Setting, Statement> {
  const { report, hider } = context
  const { root, faults } = parseYaml(file.text)
  for (const fault of faults) {
    const source = `${file.name}:${fault.line}`
    if (fault.kind === 'syntax') report.add('FILE_SYNTAX', { name: source }, { ...fault })
    else report.add('KEY_DUPLICATE', { name: source }, { key: hider.word(fault.key) })
  }
  const statements = new Map<Setting, Statement>()
  // What was understood of a broken file is not worth a second complaint.
  if (faults.some(({ kind }) => kind === 'syntax') || root.kind === 'nothing') return statements
  if (root.kind !== 'map') {
    report.add('FILE_NOT_MAP', { name: file.name })
    return statements
  }
  for (const entry of root.entries) readSection(file, entry, context, statements)
  return statements
}

function readSection(
  file: ConfigFile,
  { key, line, value }: YamlEntry,
  context: YamlContext,
  statements: Map<Setting, Statement>,
): void {
  const { sections, report, hider } = context
  const names = sections.map(({ name }) => toSnakeCase(name))
  const section = sections.find(({ name }) => toSnakeCase(name) === key)
  const subject = { name: hider.word(key), source: `${file.name}:${line}` }
  if (section === undefined) {
    report.add('SECTION_UNKNOWN', subject, suggest(key, names, 'there are'))
  } else if (value.kind === 'map') {
    for (const entry of value.entries) readKey(file, section, entry, context, statements)
  } else if (value.kind !== 'nothing') {
    const example = toSnakeCase(Object.keys(section.settings)[0] ?? 'key')
    report.add('SECTION_NOT_MAP', subject, { example: `${example}: …` })
  }
}

function readKey(
  file: ConfigFile,
  section: Section,
  { key, line, value }: YamlEntry,
  { variables, report, hider }: YamlContext,
  statements: Map<Setting, Statement>,
): void {
  const byKey = new Map(
    Object.entries(section.settings).map(([name, setting]) => [toSnakeCase(name), setting]),
  )
  const group = toSnakeCase(section.name)
  const subject = { name: `${group}.${hider.word(key)}`, source: `${file.name}:${line}` }
  const setting = byKey.get(key)
  if (setting === undefined) {
    report.add('KEY_UNKNOWN', subject, suggest(key, [...byKey.keys()], `${group} has`))
    return
  }
  const said = toSaid(value, setting, variables)
  if (said !== undefined) statements.set(setting, { ...subject, said })
}

/** `undefined` if nothing is said: the value refers only to what is not set. */
function toSaid(value: YamlValue, setting: Setting, variables: Variables): Said | undefined {
  if (value.kind === 'nothing') return { kind: 'nothing' }
  if (value.kind === 'text') {
    const own = /^\$\{(\w+)\}$/.exec(value.text)?.[1]
    // "From the environment" says nothing that the variable itself does not say.
    if (own !== undefined && setting.variables.includes(own) && !variables.find(own))
      return undefined
    const said = interpolate(value.text, variables)
    const empty = said.kind === 'text' && said.text === '' && value.text !== ''
    return empty ? undefined : said
  }
  if (value.kind === 'items' && setting.format.parseItems) {
    const said = value.items.map((item) => interpolate(item, variables))
    const texts = said.filter((item) => item.kind === 'text')
    const concealed = texts.some((item) => item.concealed)
    const fault = said.find(({ kind }) => kind === 'problem')
    return fault ?? { kind: 'items', items: texts.map(({ text }) => text), concealed }
  }
  const { expected, example } = setting.format
  return problem('VALUE_NESTED', { expected, example: example && `, such as ${example}` })
}

/** The nearest name, or else all of them. */
function suggest(key: string, names: readonly string[], intro: string) {
  if (key === 'environment') return { hint: '; the variable ENVIRONMENT decides that' }
  const nearest = didYouMean(key.replaceAll('-', '_'), names) ?? didYouMean(toSnakeCase(key), names)
  if (nearest !== undefined) return { hint: `; did you mean ${nearest}?` }
  return { known: `; ${intro} ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}` }
}
