import type { ConfigRow } from './config-row.ts'
import type { EnvironmentName } from './environment.ts'
import type { ConfigWarning } from './problem-report.ts'
import type { Resolved } from './resolve-setting.ts'
import type { Section, ValuesOf } from './section.ts'

/** What every configuration has, whatever its sections. */
export interface ConfigBase {
  readonly environment: EnvironmentName
  /** What may well be a mistake; to be logged at the start. None of it contains a secret. */
  readonly warnings: readonly ConfigWarning[]
}

/** Deeply frozen. A section is a property by its name. */
export type Config<Sections extends readonly Section[]> = ConfigBase & {
  readonly [Member in Sections[number] as Member['name']]: ValuesOf<Member>
}

const explanation = Symbol('explanation')

export function createConfig<Sections extends readonly Section[]>(
  sections: Sections,
  resolved: readonly (readonly Resolved[])[],
  { environment, warnings }: ConfigBase,
  rows: readonly ConfigRow[],
): Config<Sections> {
  const config: Record<string, unknown> = { environment, warnings: Object.freeze([...warnings]) }
  for (const [index, { name }] of sections.entries()) {
    const entries = (resolved[index] ?? []).map(({ key, value }) => [key, value])
    config[name] = Object.freeze(Object.fromEntries(entries))
  }
  // Not enumerable: whoever prints or copies the configuration gets the values only.
  Object.defineProperty(config, explanation, { value: Object.freeze(rows) })
  // Each section was resolved from its own settings, by their formats.
  return Object.freeze(config) as Config<Sections>
}

export function rowsOf(config: ConfigBase): readonly ConfigRow[] {
  const rows = (config as { readonly [explanation]?: readonly ConfigRow[] })[explanation]
  if (!rows) throw new TypeError('This is not a configuration that loadConfig() returned')
  return rows
}
