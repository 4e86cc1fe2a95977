import { environmentVariable } from './environment.ts'
import type { Section } from './section.ts'
import { SettingsError } from './settings-error.ts'

/** Throws if two sections have one name, or two settings one variable (`NAME_FILE` included). */
export function assertDistinct(sections: readonly Section[]): void {
  const names = new Set<string>()
  const variables = new Set([environmentVariable])
  for (const { name, settings } of sections) {
    if (names.has(name)) throw new SettingsError('SECTION_NAME_TAKEN', { name })
    names.add(name)
    for (const variable of Object.values(settings).flatMap((setting) => setting.variables)) {
      for (const taken of [variable, `${variable}_FILE`]) {
        if (variables.has(taken)) throw new SettingsError('VARIABLE_TAKEN', { name: taken })
        variables.add(taken)
      }
    }
  }
}
