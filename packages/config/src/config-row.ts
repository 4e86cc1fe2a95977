import { type EnvironmentName, environmentVariable } from './environment.ts'
import type { Hider } from './hider.ts'
import type { Resolved } from './resolve-setting.ts'
import { isSecret } from './setting.ts'

/** One setting as it is in effect. */
export interface ConfigRow {
  /** As in YAML: `server.read_timeout`. */
  readonly key: string
  readonly variables: readonly string[]
  /** As an operator would write it, `[secret]`, or `undefined` if it is not set. */
  readonly value: string | undefined
  /** `default`, `development default`, `not set`, `SERVER_PORT (environment)`, `config/config.yaml:4`. */
  readonly origin: string
  /** No source says it. */
  readonly isDefault: boolean
  readonly secret: boolean
  readonly description: string
}

export function toEnvironmentRow(environment: EnvironmentName, isDefault: boolean): ConfigRow {
  return Object.freeze({
    key: 'environment',
    variables: Object.freeze([environmentVariable]),
    value: environment,
    origin: isDefault ? 'default' : `${environmentVariable} (environment)`,
    isDefault,
    secret: false,
    description: 'Where the process runs.',
  })
}

export function toRow(resolved: Resolved, hider: Hider): ConfigRow {
  const { setting, path, value, statement, origin } = resolved
  const { variables, description, format } = setting
  return Object.freeze({
    key: path,
    variables,
    value: value === undefined ? undefined : hider.show(format.print(value)),
    origin: statement ? toOrigin(statement) : origin,
    isDefault: statement === undefined,
    secret: isSecret(setting),
    description,
  })
}

/** A line of a file says which key it is; other sources need the variable. */
function toOrigin({ name, source }: { readonly name: string; readonly source: string }): string {
  return name.includes('.') ? source : `${name} (${source})`
}
