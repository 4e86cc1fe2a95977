import { fileURLToPath } from 'node:url'
import {
  ConfigError,
  databaseSettings,
  loadConfig,
  observabilitySettings,
  section,
  serverSettings,
  setting,
} from '@seaworthy/config'

/** The configuration, or a screen that names every problem, and exit code 1. */
export function loadConfigOrExit(): StorefrontConfig {
  try {
    return loadStorefrontConfig()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

/** Settings that only the storefront has. */
export const storefrontSettings = section('storefront', {
  dataDir: setting.string({
    env: 'DATA_DIR',
    default: fileURLToPath(new URL('../.data', import.meta.url)),
    description:
      'Where the embedded PostgreSQL keeps its data; not used when DB_HOST or DB_DSN is set.',
  }),
  opsToken: setting.secret({
    env: 'OPS_TOKEN',
    optional: true,
    minimumBytes: 16,
    description: 'What operators send as X-Ops-Token to read settings and change the log level.',
  }),
})

export type StorefrontConfig = ReturnType<typeof loadStorefrontConfig>

export function loadStorefrontConfig(env: NodeJS.ProcessEnv = process.env) {
  return loadConfig({
    sections: [serverSettings, databaseSettings, observabilitySettings, storefrontSettings],
    env,
    folder: new URL('../config', import.meta.url),
  })
}
