import { type Hider, isSensitiveName } from './hider.ts'
import type { Section } from './section.ts'
import { type Setting, isSecret } from './setting.ts'
import type { Statement } from './sources/statement.ts'
import type { Variables } from './sources/variables.ts'

/**
 * What all sources say about each setting, the one that counts first. The secrets among it are
 * made known to the hider before anything is printed.
 */
export function findStatements(
  sections: readonly Section[],
  files: readonly ReadonlyMap<Setting, Statement>[],
  variables: Variables,
  hider: Hider,
): Map<Setting, readonly Statement[]> {
  const found = new Map<Setting, readonly Statement[]>()
  for (const setting of sections.flatMap(({ settings }) => Object.values(settings))) {
    const said = [
      ...setting.variables.map((name) => variables.find(name)),
      ...files.map((file) => file.get(setting)).reverse(),
    ].filter((statement) => statement !== undefined)
    const end = said.findIndex((statement) => statement.said.kind === 'nothing')
    const statements = end === -1 ? said : said.slice(0, end)
    found.set(setting, statements)
    const secret = isSecret(setting) || setting.variables.some(isSensitiveName)
    for (const { said: value } of statements) {
      if (value.kind !== 'text' && value.kind !== 'items') continue
      if (!secret && value.concealed !== true) continue
      for (const text of value.kind === 'text' ? [value.text] : value.items) hider.learn(text)
    }
  }
  return found
}
