import { booleanFormat } from './formats/boolean.ts'
import { type DurationRange, durationFormat } from './formats/duration.ts'
import { enumFormat } from './formats/enumeration.ts'
import type { Format } from './formats/format.ts'
import { listFormat } from './formats/list.ts'
import { type NumberRange, integerFormat, numberFormat, portFormat } from './formats/number.ts'
import { secretFormat } from './formats/secret.ts'
import { type SizeRange, sizeFormat } from './formats/size.ts'
import { type TextForm, textFormat } from './formats/text.ts'
import { urlFormat } from './formats/url.ts'
import type { Secret } from './secret.ts'
import { SettingsError } from './settings-error.ts'

/** One value that an operator can set. */
export interface Setting<Value = unknown> {
  /** Of several variables that are set, the first counts. */
  readonly variables: readonly [string, ...string[]]
  readonly insteadOf: readonly string[]
  readonly description: string
  readonly format: Format<Value>
  readonly optional: boolean
  readonly default: Value | undefined
  /** Goes before `default` in development and test; elsewhere it is not used. */
  readonly developmentDefault: Value | undefined
  /** In bytes; outside development and test a shorter secret is refused. */
  readonly minimumBytes: number
  /** A port that this process opens: no two may be equal. */
  readonly listens: boolean
}

/** What every kind of setting may say about itself. */
export interface SettingOptions<Given> {
  /** The variable that sets it; of several, the first that is set counts. */
  readonly env: string | readonly [string, ...string[]]
  readonly description?: string
  /** `undefined` where nobody sets it. Without this and without a default it is required. */
  readonly optional?: boolean
  readonly default?: Given
  /** Goes before `default` in development and test. */
  readonly developmentDefault?: Given
  /** Variables that people try for this setting: not read, but a warning names the right one. */
  readonly insteadOf?: readonly string[]
}

export interface StringOptions extends SettingOptions<string>, TextForm {}
export interface NumberOptions extends SettingOptions<number>, NumberRange {}
export interface DurationOptions extends SettingOptions<string>, DurationRange {}
export interface SizeOptions extends SettingOptions<string>, SizeRange {}

export interface PortOptions extends SettingOptions<number> {
  /** The process itself listens there: 0 takes a free port, and no other setting may name it. */
  readonly listens?: boolean
}

export interface UrlOptions extends SettingOptions<string> {
  /** Without the colon; http and https by default. */
  readonly protocols?: readonly string[]
}

export interface EnumOptions<Value extends string> extends SettingOptions<Value> {
  /** Further words, and the value that each stands for. */
  readonly spellings?: Readonly<Record<string, Value>>
}

export interface ListOptions extends SettingOptions<readonly string[]>, TextForm {}

/** A secret has no default: only a `developmentDefault`, which is refused everywhere else. */
export interface SecretOptions extends Omit<SettingOptions<string>, 'default'> {
  readonly minimumBytes?: number
  /** What it is, in words: `a connection string`. */
  readonly expected?: string
}

interface Builder<Options, Value> {
  (options: Options & { readonly optional: true }): Setting<Value | undefined>
  (options: Options & { readonly optional?: false }): Setting<Value>
}

interface EnumBuilder {
  <const Value extends string>(
    values: readonly Value[],
    options: EnumOptions<NoInfer<Value>> & { readonly optional: true },
  ): Setting<Value | undefined>
  <const Value extends string>(
    values: readonly Value[],
    options: EnumOptions<NoInfer<Value>> & { readonly optional?: false },
  ): Setting<Value>
}

/**
 * The kinds of settings. In the environment and in YAML each is written the same way, quoted or
 * not. Space around a value is cut, except in a secret.
 */
export const setting = {
  /** Text on one line, never empty. */
  string: builder<StringOptions, string>(textFormat),
  /** A safe integer. */
  integer: builder<NumberOptions, number>((range) => integerFormat(range)),
  number: builder<NumberOptions, number>((range) => numberFormat(range)),
  /** `true`, `false`, `1`, `0`. */
  boolean: builder<SettingOptions<boolean>, boolean>(() => booleanFormat),
  /** 1–65535; with `listens` also 0. */
  port: builder<PortOptions, number>(({ listens = false }) => portFormat(listens)),
  /** `250ms`, `15s`, `1m30s`, `168h`, `30d`. The value is in milliseconds. */
  duration: builder<DurationOptions, number>(durationFormat),
  /** `512KB` (1000), `1MiB` (1024). The value is in bytes. */
  size: builder<SizeOptions, number>(sizeFormat),
  /** One of some words, whatever the case. */
  enum: ((values: readonly string[], options: EnumOptions<string>) =>
    define(enumFormat(values, options.spellings), options)) as EnumBuilder,
  /** Absolute; the value is text, as it was written. */
  url: builder<UrlOptions, string>(({ protocols }) => urlFormat(protocols)),
  /** `a,b` in a variable; `[a, b]` or `a,b` in YAML. Each item is of the form that is described. */
  list: builder<ListOptions, readonly string[]>((form) => listFormat(textFormat(form))),
  /** Wrapped, so that nothing prints it: `config.auth.jwtSecret.reveal()`. */
  secret: builder<SecretOptions, Secret>(({ expected }) => secretFormat(expected)),
}

export function isSecret({ format }: Setting): boolean {
  return format.kind === 'secret'
}

function builder<Options extends AnyOptions, Value>(
  toFormat: (options: Options) => Format<Value>,
): Builder<Options, Value> {
  return (options: Options) => define(toFormat(options), options)
}

type Given = string | number | boolean | readonly string[]

type AnyOptions = SettingOptions<Given> | SecretOptions

function define<Value>(
  format: Format<Value>,
  options: AnyOptions & { readonly minimumBytes?: number; readonly listens?: boolean },
): Setting<Value> {
  const { env, description = '', optional = false, insteadOf = [] } = options
  const { minimumBytes = 0, listens = false } = options
  const variables = typeof env === 'string' ? ([env] as const) : env
  const [name] = variables
  for (const variable of variables) {
    if (!/^[A-Z][A-Z0-9_]*$/.test(variable)) {
      throw new SettingsError('VARIABLE_NAME', { name: variable })
    }
  }
  const given = 'default' in options ? options.default : undefined
  if (optional && given !== undefined) throw new SettingsError('DEFAULT_OPTIONAL', { name })
  return Object.freeze({
    variables: Object.freeze([...variables] as const),
    insteadOf: Object.freeze([...insteadOf]),
    description,
    format: Object.freeze(format),
    optional,
    default: readDefault(format, name, given),
    developmentDefault: readDefault(format, name, options.developmentDefault),
    minimumBytes,
    listens,
  })
}

function readDefault<Value>(format: Format<Value>, name: string, given: Given | undefined) {
  if (given === undefined) return undefined
  const value = typeof given === 'object' ? format.parseItems?.(given) : format.parse(String(given))
  if (value === undefined) {
    throw new SettingsError('DEFAULT_INVALID', { name, expected: format.expected })
  }
  return value
}
