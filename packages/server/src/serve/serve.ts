import type { Api, ServiceTypesMap } from '@seaworthy/design'
import { type Engine, type EngineOptions, createEngine } from '../engine/engine.ts'
import type { ApiHandlers } from '../engine/implement.ts'
import type { HealthCheck } from '../health/health-check.ts'
import { HealthMonitor } from '../health/health-monitor.ts'
import { type ShutdownBudgets, abortGrace, resolveBudgets } from '../lifecycle/budgets.ts'
import { Lifecycle, type ShutdownReport } from '../lifecycle/lifecycle.ts'
import { type StartRetries, retryStart } from '../lifecycle/retry-start.ts'
import { guardProcess } from '../lifecycle/signals.ts'
import { type ServerConfig, toBudgets, toEngineOptions } from './server-config.ts'
import type { BuildInfo } from './build-info.ts'
import type { ProcessStatus } from '../ops/ops-handlers.ts'
import { type OpsOptions, createOpsEngine, mountProbes } from '../ops/ops-engine.ts'
import { openListener } from './listener.ts'
import type { Telemetry } from './telemetry.ts'
import { type Worker, startWorker } from './worker.ts'

export interface ServeOptions<Services extends ServiceTypesMap, Resources> extends Pick<
  EngineOptions<Services>,
  'authenticators' | 'documents'
> {
  readonly build: BuildInfo
  /** In `development` the documents are served; elsewhere only with `documents`. */
  readonly environment: string
  readonly telemetry: Telemetry
  /** The section `server` of the configuration. */
  readonly server: ServerConfig
  /** The ops port: probes in detail, metrics, log level. `false`: none. */
  readonly ops: OpsOptions | false
  /**
   * Opens what the handlers need, in order, each through `start`: retried while it fails, released in
   * the reverse order.
   */
  readonly resources?: (start: StartResource, signal: AbortSignal) => Promise<Resources>
  readonly handlers: (resources: Resources) => ApiHandlers<Services>
  /** What readiness and the status page watch. */
  readonly checks?: (resources: Resources) => readonly HealthCheck[]
  readonly workers?: (resources: Resources) => readonly Worker[]
  /** Handles signals and fatal errors, and ends the process. Default: true; `false` in tests. */
  readonly ownsProcess?: boolean
}

/** Opens one resource and remembers how it is closed. */
export type StartResource = <Handle extends Closable>(
  name: string,
  open: (signal: AbortSignal) => Promise<Handle> | Handle,
  retries?: StartRetries,
) => Promise<Handle>

/** Whatever starts something has a `close()`. */
export interface Closable {
  close(): Promise<unknown> | unknown
}

/** A service that is ready. */
export interface RunningService {
  readonly url: string
  /** Of the ops port; `undefined` without one. */
  readonly opsUrl: string | undefined
  readonly engine: Engine
  /** Shuts down as a signal would, without ending the process. */
  stop(): Promise<ShutdownReport>
}

/**
 * Runs an API as production wants it, in this order: telemetry, ops port, resources, health checks,
 * workers, listener; ready when all of it is. Signals and fatal errors take it down in the reverse
 * order (decision 007).
 *
 * A start that fails releases what had started, and ends the process with 1 (or rejects, when it does
 * not own the process).
 */
export async function serve<Services extends ServiceTypesMap, Resources = undefined>(
  api: Api<Services>,
  options: ServeOptions<Services, Resources>,
): Promise<RunningService> {
  const { telemetry, build, ownsProcess = true } = options
  const { log } = telemetry
  const budgets = resolveBudgets(toBudgets(options.server))
  const lifecycle = new Lifecycle(budgets, log)
  const guard = ownsProcess ? guardProcess(lifecycle, { total: budgets.total, log }) : undefined
  log.info('service_starting', {
    build_version: build.version,
    commit: build.commit,
    build_time: build.buildTime,
    node: process.versions.node,
    pid: process.pid,
  })
  try {
    const fail = guard?.fail ?? failQuietly(lifecycle)
    return await start(api, options, lifecycle, budgets, fail)
  } catch (error) {
    if (lifecycle.state !== 'starting') {
      await lifecycle.shutdown({ kind: 'stop', name: 'start aborted' })
      throw error
    }
    log.error('start_failed', { error })
    await lifecycle.shutdown({ kind: 'failed-start', name: 'start failed' })
    // oxlint-disable-next-line unicorn/no-process-exit -- it owns the process, and all is released
    if (ownsProcess) process.exit(1)
    throw error
  } finally {
    if (lifecycle.state === 'stopped') guard?.untie()
  }
}

async function start<Services extends ServiceTypesMap, Resources>(
  api: Api<Services>,
  options: ServeOptions<Services, Resources>,
  lifecycle: Lifecycle,
  budgets: ShutdownBudgets,
  fail: (name: string, error: unknown) => void,
): Promise<RunningService> {
  const { telemetry } = options
  const { log } = telemetry
  await lifecycle.start(
    'telemetry',
    () => telemetry,
    (handle) => handle.close(),
    budgets.flush,
  )
  await telemetry.tracing.ready
  // oxlint-disable-next-line prefer-const -- probes ask before there is one
  let health: HealthMonitor | undefined
  const status = {
    state: () => lifecycle.state,
    health: () => health,
    version: options.build.version,
    startedAt: Date.now(),
  }
  const opsUrl = await startOps(api, options, lifecycle, status)
  const resources = await openResources(options, lifecycle)
  health = await startHealth(options.checks?.(resources) ?? [], lifecycle, telemetry)
  const engine = createEngine(api, {
    ...options,
    ...toEngineOptions(options.server),
    documents: options.documents ?? options.environment === 'development',
    handlers: options.handlers(resources),
    record: telemetry.record,
    tracing: telemetry.tracing,
    log,
  })
  await engine.fastify.register(mountProbes(status))
  const workers = options.workers?.(resources) ?? []
  for (const worker of workers) await startOne(worker, lifecycle, fail)
  const listener = await lifecycle.start(
    'http',
    () => openListener(engine, options.server, budgets, log),
    (handle) => handle.close(),
    budgets.requests + abortGrace + 1_000,
  )
  lifecycle.onDrain(() => listener.drain())
  lifecycle.ready()
  const { url } = listener.address
  log.info('service_ready', { url, ...(opsUrl !== undefined && { ops_url: opsUrl }) })
  return {
    url,
    opsUrl,
    engine,
    stop: () => lifecycle.shutdown({ kind: 'stop', name: 'stop' }),
  }
}

async function startOps<Services extends ServiceTypesMap, Resources>(
  api: Api<Services>,
  { ops, telemetry, build, environment }: ServeOptions<Services, Resources>,
  lifecycle: Lifecycle,
  status: ProcessStatus,
): Promise<string | undefined> {
  if (ops === false) return undefined
  const engine = createOpsEngine({ ...ops, api: api.model, telemetry, build, environment, status })
  const address = await lifecycle.start(
    'ops',
    () => engine.listen(ops),
    () => engine.close(),
  )
  return address.url
}

async function openResources<Services extends ServiceTypesMap, Resources>(
  { resources, telemetry: { log } }: ServeOptions<Services, Resources>,
  lifecycle: Lifecycle,
): Promise<Resources> {
  const startResource: StartResource = (name, open, retries) =>
    lifecycle.start(
      name,
      async (signal) => {
        const handle = await retryStart(name, open, signal, log, retries)
        log.info('started', { component: name })
        return handle
      },
      (handle) => handle.close(),
    )
  return (await resources?.(startResource, lifecycle.starting)) as Resources
}

async function startHealth(
  checks: readonly HealthCheck[],
  lifecycle: Lifecycle,
  { log, metrics }: Telemetry,
): Promise<HealthMonitor> {
  const monitor = new HealthMonitor(checks, {
    onChange(name, { status, message }) {
      if (status === 'ok') log.info('health_changed', { component: name, status })
      else log.warn('health_changed', { component: name, status, message })
    },
  })
  metrics.observeHealth(() => monitor.snapshot().components)
  return lifecycle.start(
    'health',
    async () => {
      await monitor.start()
      return monitor
    },
    (handle) => handle.close(),
  )
}

/** Where somebody else owns the process, a worker that dies stops the service only. */
function failQuietly(lifecycle: Lifecycle) {
  return (name: string) => void lifecycle.shutdown({ kind: 'fatal', name })
}

async function startOne(
  worker: Worker,
  lifecycle: Lifecycle,
  fail: (name: string, error: unknown) => void,
): Promise<void> {
  const onFailure = (error: unknown) => fail(`worker ${worker.name}`, error)
  await lifecycle.start(
    `worker ${worker.name}`,
    () => startWorker(worker, onFailure),
    (running) => running.stop(),
  )
}
