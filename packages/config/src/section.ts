import type { EnvironmentName } from './environment.ts'
import type { Setting } from './setting.ts'
import { SettingsError } from './settings-error.ts'

export type Settings = { readonly [name: string]: Setting }

/** What `config.<section>` holds. */
export type ValuesOf<Declared extends Section | Settings> =
  Declared extends Section<string, infer Inner>
    ? ValuesOf<Inner>
    : {
        readonly [Name in keyof Declared]: Declared[Name] extends Setting<infer Value>
          ? Value
          : never
      }

/** The settings of one concern: a key of the YAML files and a property of the configuration. */
export interface Section<Name extends string = string, Inner extends Settings = Settings> {
  readonly name: Name
  readonly settings: Inner
  readonly description: string
  readonly checks: readonly Check<Readonly<Record<string, unknown>>>[]
  /** Variables that begin like this are ours, so one that no setting reads is a mistake. */
  readonly prefixes: readonly string[]
}

/**
 * A rule between settings. It runs only if what it reads is valid, so it sees values of the
 * declared types.
 */
export type Check<Values> = (
  values: Values,
  context: CheckContext<keyof Values & string>,
) => CheckProblem<keyof Values & string> | undefined

export interface CheckContext<Key extends string> {
  readonly environment: EnvironmentName
  /** Neither development nor test: what is only convenient is refused. */
  readonly deployed: boolean
  /** Whether some source says it; a default does not. */
  readonly isSet: (key: Key) => boolean
  /** The name under which the operator set it, or would set it: `DB_HOST`, `database.host`. */
  readonly name: (key: Key) => string
  /** Name and value: `DB_MAX_IDLE_CONNS=30`, `DB_MAX_OPEN_CONNS=25 (default)`. */
  readonly show: (key: Key) => string
}

export interface CheckProblem<Key extends string> {
  /** The settings that do not fit together; their sources are told. */
  readonly keys: readonly Key[]
  readonly message: string
  readonly fix: string
}

export interface SectionOptions<Values> {
  readonly description?: string
  readonly checks?: readonly Check<Values>[]
  /** By default the first word of each setting's variable: `DB_` for `DB_HOST`. */
  readonly prefixes?: readonly string[]
}

/** Puts settings under a name. `readTimeout` is `read_timeout` in YAML. */
export function section<const Name extends string, const Inner extends Settings>(
  name: Name,
  settings: Inner,
  options: SectionOptions<ValuesOf<Inner>> = {},
): Section<Name, Inner> {
  for (const word of [name, ...Object.keys(settings)]) {
    if (!/^[a-z][A-Za-z0-9]*$/.test(word)) throw new SettingsError('SETTING_NAME', { name: word })
  }
  if (name === 'environment' || name === 'warnings') {
    throw new SettingsError('SECTION_NAME_RESERVED', { name })
  }
  const { description = '', checks = [], prefixes = derivePrefixes(settings) } = options
  return Object.freeze({
    name,
    settings: Object.freeze({ ...settings }),
    description,
    // The loader calls them with the values of these very settings.
    checks: Object.freeze([...checks]) as Section['checks'],
    prefixes: Object.freeze([...prefixes]),
  })
}

function derivePrefixes(settings: Settings): string[] {
  const first = Object.values(settings).map(
    ({ variables: [name] }) => /^[A-Z0-9]+_/.exec(name)?.[0],
  )
  return [...new Set(first)].filter((prefix) => prefix !== undefined)
}
