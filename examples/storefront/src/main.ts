import { fileURLToPath } from 'node:url'
import { explainConfig, formatProblem, toTracesUrl } from '@seaworthy/config'
import { createTelemetry, postgresCheck, processChecks, readBuildInfo, serve } from 'seaworthy'
import { migrate } from 'seaworthy/postgres'
import { loadConfigOrExit } from './config.ts'
import { openDatabase } from './database.ts'
import { storefront } from './design/storefront.ts'
import type { Database } from './repositories/database.ts'
import { createUserRepository } from './repositories/user-repository.ts'
import { createUsersHandlers } from './services/users.ts'

// 1. Configuration: all of it, or an error that names every problem.
const config = loadConfigOrExit()
const { server, observability, environment } = config

// 2. Telemetry: a log, metrics, traces.
const build = readBuildInfo(storefront.model.version)
const telemetry = createTelemetry({
  api: storefront.model,
  environment,
  build,
  observability,
  tracesUrl: toTracesUrl(observability),
})
for (const warning of config.warnings) {
  telemetry.log.warn('config_warning', { warning: formatProblem(warning) })
}

// 3. The service. It is ready when `serve` returns, and stops by itself on a signal.
const { url } = await serve(storefront, {
  build,
  environment,
  telemetry,
  server,
  ops: {
    host: observability.metricsHost ?? server.host,
    port: observability.metricsPort,
    token: config.storefront.opsToken?.reveal(),
    settings: () => explainConfig(config),
  },

  // 4. What it needs: opened in this order, closed in the reverse order.
  async resources(start) {
    const database = await start('postgres', (signal) => openDatabase<Database>(config, signal))
    const applied = await migrate(database.db, {
      folder: fileURLToPath(new URL('../migrations', import.meta.url)),
    })
    telemetry.metrics.observePool({ stats: database.stats })
    telemetry.log.info('database_ready', { database: database.description, migrations: applied })
    return { database }
  },

  // 5. What it watches.
  checks: ({ database }) => [postgresCheck(database), ...processChecks()],

  // 6. What it does.
  handlers: ({ database }) => ({
    users: createUsersHandlers(createUserRepository(database.db)),
  }),
})

// 7. For whoever started it by hand.
if (environment === 'development') {
  console.log(`
  Storefront is ready.

    API       ${url}/api/v1/users
    Docs      ${url}/docs
    OpenAPI   ${url}/openapi.json
    Metrics   port ${observability.metricsPort}, /metrics and /health/status

  Press Ctrl+C to stop.
`)
}
