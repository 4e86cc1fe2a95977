import { createTelemetry, serve } from 'seaworthy'
import { benchApi, benchHandlers } from '../bench-design.ts'
import { runPeer } from '../peer.ts'

/** `serve()` as production has it: a log line and metrics for every request, health checks. */
await runPeer(async () => {
  const build = { version: '1.0.0', commit: 'none', buildTime: 'never' }
  const environment = 'production'
  const telemetry = createTelemetry({
    api: benchApi.model,
    environment,
    build,
    observability: { logLevel: 'info', logFormat: 'json' },
  })
  const service = await serve(benchApi, {
    build,
    environment,
    telemetry,
    server: {
      host: '127.0.0.1',
      port: 0,
      readTimeout: 15_000,
      headersTimeout: 10_000,
      writeTimeout: 30_000,
      idleTimeout: 72_000,
      bodyLimit: 1_048_576,
      headersLimit: 16_384,
      maxConnections: 10_000,
      trustedProxies: [],
      drainDelay: 0,
      drainTimeout: 1_000,
      closeTimeout: 1_000,
      flushTimeout: 1_000,
      shutdownTimeout: 10_000,
    },
    ops: { host: '127.0.0.1', port: 0 },
    handlers: () => benchHandlers,
    ownsProcess: false,
  })
  return { port: Number(new URL(service.url).port), close: () => service.stop() }
})
