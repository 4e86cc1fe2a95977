export type { Config, ConfigBase } from './config.ts'
export { ConfigError } from './config-error.ts'
export type { ConfigRow } from './config-row.ts'
export { toDatabaseDsn } from './database-dsn.ts'
export { toEnvExample } from './env-example.ts'
export type { EnvironmentName } from './environment.ts'
export { explainConfig, toConfigTable } from './explain-config.ts'
export type { Format } from './formats/format.ts'
export { loadConfig } from './load-config.ts'
export type { LoadOptions } from './load-config.ts'
export type { DeclarationCode, ProblemCode, WarningCode } from './problem-catalogue.ts'
export { formatProblem } from './problem-report.ts'
export type { ConfigProblem, ConfigWarning } from './problem-report.ts'
export { toRedisUrl } from './redis-url.ts'
export { toReferenceTable } from './reference-table.ts'
export { Secret } from './secret.ts'
export { section } from './section.ts'
export type {
  Check,
  CheckContext,
  CheckProblem,
  Section,
  SectionOptions,
  Settings,
  ValuesOf,
} from './section.ts'
export { authSettings } from './sections/auth.ts'
export { databaseSettings } from './sections/database.ts'
export { observabilitySettings } from './sections/observability.ts'
export { redisSettings } from './sections/redis.ts'
export { serverSettings } from './sections/server.ts'
export { setting } from './setting.ts'
export type {
  DurationOptions,
  EnumOptions,
  ListOptions,
  NumberOptions,
  PortOptions,
  SecretOptions,
  Setting,
  SettingOptions,
  SizeOptions,
  StringOptions,
  UrlOptions,
} from './setting.ts'
export { SettingsError } from './settings-error.ts'
export { toTracesUrl } from './traces-url.ts'
